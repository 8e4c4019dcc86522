#include "net/frames.hpp"

#include "base/encoding.hpp"
#include "net/certificates_test.hpp"
#include "net/host_test.hpp"

namespace net::test {
namespace {
// SHA-1 is named by RFC 6455 for the handshake; nothing depends on its strength.
std::string accept_key(const std::string& head) {
    auto at = head.find("Sec-WebSocket-Key: ") + 19;
    auto text = head.substr(at, head.find("\r\n", at) - at) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    unsigned char digest[20];
    SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
    return base64({reinterpret_cast<char*>(digest), sizeof digest});
}

std::string text_frame(std::string_view text, unsigned char first = 0x81) {
    std::string out(1, static_cast<char>(first));
    if (text.size() < 126) {
        out += static_cast<char>(text.size());
    } else {
        out += static_cast<char>(126);
        out += static_cast<char>(text.size() >> 8);
        out += static_cast<char>(text.size() & 0xFF);
    }
    return out.append(text);
}

std::string welcome(Talk& talk) {
    auto head = talk.until("\r\n\r\n");
    talk.say(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: " +
        accept_key(head) + "\r\n\r\n");
    return head;
}

// The payload of a short masked frame.
std::string masked_frame(Talk& talk) {
    auto head = talk.bytes(2);
    auto size = static_cast<std::size_t>(static_cast<unsigned char>(head[1]) & 0x7F);
    auto mask = talk.bytes(4), text = talk.bytes(size);
    for (std::size_t i = 0; i < text.size(); ++i) text[i] = static_cast<char>(text[i] ^ mask[i % 4]);
    return text;
}

FramesOptions to(const Host& host, std::string scheme = "ws",
                 std::string path = "/api/v1/streaming?stream=user") {
    FramesOptions options{.url = scheme + "://127.0.0.1:" + std::to_string(host.port()) + path};
    options.trust.guard.allowed_ranges = {"127.0.0.0/8"};
    options.silence_seconds = 10;
    return options;
}

std::optional<FetchError::Reason> failure(const std::function<void()>& work) {
    try {
        work();
        return std::nullopt;
    } catch (const FetchError& error) {
        EXPECT_FALSE(error.text().empty());
        return error.reason();
    }
}
using Reason = FetchError::Reason;

TEST(WebSocket, brings_messages_in_order_answers_pings_and_says_who_asks) {
    std::string head, pong;
    Host host([&](Talk& talk) {
        head = welcome(talk);
        talk.say(text_frame("one") + text_frame("ping", 0x89) + text_frame("tw", 0x01) +
                 text_frame("o", 0x80));
        pong = masked_frame(talk);
        talk.say(text_frame(std::string(300, 'x')));
        talk.wait_for_end();
    });
    auto options = to(host);
    options.headers.set("Authorization", "Bearer secret");
    auto line = Frames::websocket(options);
    EXPECT_EQ(line->read(5)->data, "one");
    EXPECT_EQ(line->read(5)->data, "two");
    EXPECT_EQ(line->read(5)->data, std::string(300, 'x'));
    EXPECT_FALSE(line->read(0.02));
    line.reset();
    EXPECT_EQ(pong, "ping");
    EXPECT_NE(head.find("GET /api/v1/streaming?stream=user HTTP/1.1"), head.npos);
    EXPECT_NE(head.find("Authorization: Bearer secret"), head.npos);
    EXPECT_NE(head.find("User-Agent: Rapport"), head.npos);
}

TEST(WebSocket, sends_its_first_words) {
    std::string said;
    Host host([&](Talk& talk) {
        welcome(talk);
        said = masked_frame(talk);
        talk.say(text_frame("heard"));
        talk.wait_for_end();
    });
    auto options = to(host);
    options.first = {R"({"type":"subscribe"})"};
    EXPECT_EQ(Frames::websocket(options)->read(5)->data, "heard");
    EXPECT_EQ(said, options.first[0]);
}

TEST(WebSocket, gives_out_what_came_before_the_end_and_then_says_so) {
    Host host([](Talk& talk) {
        welcome(talk);
        talk.say(text_frame("last"));
    });
    auto line = Frames::websocket(to(host));
    EXPECT_EQ(line->read(5)->data, "last");
    EXPECT_EQ(failure([&] { line->read(5); }), Reason::protocol);
}

TEST(WebSocket, ends_for_a_frame_that_is_too_long_or_silence) {
    Host huge([](Talk& talk) {
        welcome(talk);
        talk.say(text_frame(std::string(2'000, 'x')));
        talk.wait_for_end();
    });
    auto options = to(huge);
    options.max_bytes = 1'000;
    auto line = Frames::websocket(options);
    EXPECT_EQ(failure([&] { line->read(5); }), Reason::protocol);
    Host silent([](Talk& talk) {
        welcome(talk);
        talk.wait_for_end();
    });
    auto patience = to(silent);
    patience.silence_seconds = 1;
    auto quiet = Frames::websocket(patience);
    EXPECT_EQ(failure([&] { quiet->read(5); }), Reason::protocol);
}

TEST(WebSocket, an_interrupt_ends_a_read_now_and_ever_after) {
    Host host([](Talk& talk) {
        welcome(talk);
        talk.wait_for_end();
    });
    auto line = Frames::websocket(to(host));
    std::thread waiting([&] { EXPECT_FALSE(line->read(60)); });
    line->interrupt();
    waiting.join();
    EXPECT_FALSE(line->read(60));
}

TEST(WebSocket, is_refused_by_what_is_none_and_by_the_guard) {
    Host web([](Talk& talk) {
        talk.until("\r\n\r\n");
        talk.say("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    });
    EXPECT_EQ(failure([&] { Frames::websocket(to(web)); }), Reason::protocol);
    auto guarded = to(web);
    guarded.trust.guard.allowed_ranges = {};
    EXPECT_EQ(failure([&] { Frames::websocket(guarded); }), Reason::refused_by_guard);
    EXPECT_EQ(web.connections(), 1);
    EXPECT_EQ(failure([&] { Frames::websocket({.url = "ftp://x"}); }), Reason::bad_url);
}

TEST(WebSocket, verifies_certificates) {
    Identity authority({.names = "DNS:ca.example"}), server({}, &authority);
    Host host([&](Talk& talk) {
        if (!talk.secure(server)) return;
        welcome(talk);
        talk.say(text_frame("secret"));
        talk.wait_for_end();
    });
    EXPECT_EQ(failure([&] { Frames::websocket(to(host, "wss")); }), Reason::tls);
    TemporaryFile trusted(authority.pem());
    auto options = to(host, "wss");
    options.trust.extra_ca_file = trusted.path();
    EXPECT_EQ(Frames::websocket(options)->read(5)->data, "secret");
}

const std::string stream_head =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
std::string chunk(std::string_view text) {
    return fmt::format("{:x}\r\n{}\r\n", text.size(), text);
}

TEST(Events, are_put_together_from_whatever_pieces_they_come_in) {
    Host host([](Talk& talk) {
        talk.until("\r\n\r\n");
        talk.say(stream_head + chunk(":)\n") + chunk("event: up") + chunk("date\ndata: {\"a\":") +
                 chunk("1}\n\n"));
        talk.say(chunk(":thump\n\nevent: delete\r\ndata: 7\r\n\r\ndata: a\ndata: b\n\n"));
        talk.wait_for_end();
    });
    auto line = Frames::events(to(host, "http", "/api/v1/streaming/user"));
    auto first = line->read(5), second = line->read(5), third = line->read(5);
    EXPECT_EQ(first->event + first->data, "update{\"a\":1}");
    EXPECT_EQ(second->event + second->data, "delete7");
    EXPECT_EQ(third->event + third->data, "messagea\nb");
    EXPECT_FALSE(line->read(0.02));
}

TEST(Events, end_with_the_line_and_are_refused_by_what_is_no_stream) {
    Host host([](Talk& talk) {
        talk.until("\r\n\r\n");
        talk.say(stream_head + chunk("data: x\n\n") + "0\r\n\r\n");
    });
    auto line = Frames::events(to(host, "http"));
    EXPECT_EQ(line->read(5)->data, "x");
    EXPECT_EQ(failure([&] { line->read(5); }), Reason::protocol);
    Host page([](Talk& talk) {
        talk.until("\r\n\r\n");
        talk.say("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi");
    });
    EXPECT_EQ(failure([&] { Frames::events(to(page, "http")); }), Reason::protocol);
}
}  // namespace
}  // namespace net::test
