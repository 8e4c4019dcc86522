#include "net/line.hpp"

#include <future>

#include "net/host_test.hpp"

using namespace net;
using net::test::Host;
using net::test::Identity;
using net::test::Talk;
using net::test::TemporaryFile;
using Reason = FetchError::Reason;

namespace {
LineOptions to(std::uint16_t port, bool tls, const std::string& extra_ca = {}) {
    return {.host = "localhost",
            .port = port,
            .tls = tls,
            .connect_seconds = 5,
            .io_seconds = 5,
            .trust = {.guard = {.allowed_ranges = {"127.0.0.0/8"}}, .extra_ca_file = extra_ca}};
}

std::string read_line(Line& line) {
    std::string out;
    char byte = 0;
    while (!out.ends_with("\n") && line.read(&byte, 1) == 1) out += byte;
    return out;
}

FetchError failure(const LineOptions& options) {
    try {
        Line::connect(options);
        ADD_FAILURE() << "connected to " << options.host;
    } catch (const FetchError& error) {
        return error;
    }
    return FetchError(Reason::protocol, "no failure");
}

// Says back each line it gets.
void echo(Talk& talk) {
    for (auto line = talk.line(); !line.empty(); line = talk.line()) talk.say(line);
}

double seconds_of(const std::function<void()>& work) {
    auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}
}  // namespace

TEST(Line, carries_bytes_both_ways_in_the_clear) {
    Host host(echo);
    auto line = Line::connect(to(host.port(), false));
    line->write("a001 NOOP\r\n");
    EXPECT_TRUE(line->wait(5));
    EXPECT_EQ(read_line(*line), "a001 NOOP\r\n");
    EXPECT_GE(line->handle(), 0);
}

TEST(Line, carries_megabytes_both_ways_through_tls) {
    Identity authority({.names = "DNS:ca.example"}), server({}, &authority);
    TemporaryFile trusted(authority.pem());
    constexpr std::size_t size = 8'000'000;
    Host host([&](Talk& talk) {
        if (talk.secure(server)) talk.say(talk.bytes(size));
    });
    auto line = Line::connect(to(host.port(), true, trusted.path()));
    std::string sent(size, 'm'), got;
    for (std::size_t i = 0; i < size; i += 997) sent[i] = static_cast<char>('a' + i % 26);
    line->write(sent);
    char buffer[30'000];
    while (auto count = line->read(buffer, sizeof buffer))
        got.append(buffer, static_cast<std::size_t>(count));
    EXPECT_TRUE(got == sent);
}

TEST(Line, upgrades_to_tls_in_the_middle) {
    Identity authority({.names = "DNS:ca.example"}), server({}, &authority);
    TemporaryFile trusted(authority.pem());
    Host host([&](Talk& talk) {
        talk.say("* OK\r\n");
        talk.line();
        talk.say("a1 OK begin\r\n");
        if (talk.secure(server)) echo(talk);
    });
    auto line = Line::connect(to(host.port(), false, trusted.path()));
    EXPECT_EQ(read_line(*line), "* OK\r\n");
    line->write("a1 STARTTLS\r\n");
    EXPECT_EQ(read_line(*line), "a1 OK begin\r\n");
    line->upgrade();
    line->write("secret\r\n");
    EXPECT_EQ(read_line(*line), "secret\r\n");
}

TEST(Line, explains_each_fault_of_a_certificate) {
    Identity authority({.names = "DNS:ca.example"}), stranger({.names = "DNS:ca.example"});
    TemporaryFile trusted(authority.pem());
    auto words = [&](const Identity& identity) {
        Host host([&](Talk& talk) { talk.secure(identity); });
        auto error = failure(to(host.port(), true, trusted.path()));
        EXPECT_EQ(error.reason(), Reason::tls);
        return error.text();
    };
    EXPECT_THAT(words(Identity({.to_days = -1}, &authority)),
                testing::MatchesRegex(
                    "The certificate of localhost expired on 20..-..-..\\. Ask its owner to renew it\\."));
    EXPECT_THAT(words(Identity({.from_days = 5}, &authority)), testing::HasSubstr("is valid from 20"));
    EXPECT_EQ(words(Identity({.names = "DNS:other.example,DNS:third.example"}, &authority)),
              "The certificate of localhost is for other.example, third.example. Check the host name.");
    EXPECT_THAT(words(Identity({}, &stranger)), testing::HasSubstr("an authority unknown here"));
    EXPECT_THAT(words(Identity()), testing::HasSubstr("signed by nobody but itself"));
}

TEST(Line, checks_a_numeric_host_against_the_addresses_of_the_certificate) {
    Identity authority({.names = "DNS:ca.example"}), right({.names = "IP:127.0.0.1"}, &authority),
        wrong({.names = "DNS:127.0.0.1,IP:127.0.0.9"}, &authority);
    TemporaryFile trusted(authority.pem());
    Host good([&](Talk&talk) { talk.secure(right); }), bad([&](Talk&talk) { talk.secure(wrong); });
    auto options = to(good.port(), true, trusted.path());
    options.host = "127.0.0.1";
    EXPECT_NE(Line::connect(options), nullptr);
    options.port = bad.port();
    EXPECT_THAT(failure(options).text(), testing::HasSubstr("Check the host name"));
}

TEST(Line, says_why_there_is_no_connection) {
    auto port = Host().port();
    auto closed = failure(to(port, false));
    EXPECT_EQ(closed.reason(), Reason::connect);
    EXPECT_EQ(closed.text(),
              fmt::format("localhost does not answer on port {}. Check the host and the port, or try again "
                          "later.",
                          port));
    Host plain([](Talk& talk) { talk.say("* OK not tls\r\n"); });
    auto mixed = failure(to(plain.port(), true));
    EXPECT_EQ(mixed.reason(), Reason::tls);
    EXPECT_THAT(mixed.text(), testing::HasSubstr("does not speak TLS"));
    Host silent([](Talk& talk) { talk.wait_for_end(); });
    auto options = to(silent.port(), true);
    options.connect_seconds = 1;
    EXPECT_LT(seconds_of([&] { EXPECT_EQ(failure(options).reason(), Reason::timeout); }), 3);
    options = to(port, false);
    options.host = "no such host";
    options.connect_seconds = 1;
    auto unknown = failure(options).reason();
    EXPECT_TRUE(unknown == Reason::name || unknown == Reason::timeout);
    EXPECT_THROW(Line::connect(to(silent.port(), true, "/nowhere/ca.pem")), Error);
}

TEST(Line, connects_to_nothing_out_of_bounds) {
    Host inside(echo);
    LineOptions options{
        .port = inside.port(), .tls = false, .trust = {.guard = {.mail_ports = {inside.port()}}}};
    for (auto host : {"127.0.0.1", "localhost", "127.1", "0x7f.1", "2130706433", "0", "::1",
                      "::ffff:127.0.0.1", "LOCALHOST"}) {
        options.host = host;
        auto error = failure(options);
        EXPECT_TRUE(error.reason() == Reason::refused_by_guard || error.reason() == Reason::name) << host;
    }
    EXPECT_EQ(inside.connections(), 0);
}

TEST(Line, gives_up_on_a_peer_that_falls_silent_and_returns_0_when_it_goes) {
    Host silent([](Talk& talk) { talk.wait_for_end(); });
    auto options = to(silent.port(), false);
    options.io_seconds = 1;
    auto line = Line::connect(options);
    char byte = 0;
    try {
        line->read(&byte, 1);
        FAIL();
    } catch (const FetchError& error) {
        EXPECT_EQ(error.reason(), Reason::timeout);
        EXPECT_EQ(error.text(), "localhost fell silent. Try again later.");
    }
    Host leaving([](Talk&) {});
    auto other = Line::connect(to(leaving.port(), false));
    EXPECT_TRUE(other->wait(5));
    EXPECT_EQ(other->read(&byte, 1), 0);
}

TEST(Line, survives_writing_to_a_peer_that_has_gone) {
    Identity authority({.names = "DNS:ca.example"}), server({}, &authority);
    TemporaryFile trusted(authority.pem());
    Host host([&](Talk& talk) {
        talk.secure(server);
        talk.reset();
    });
    auto line = Line::connect(to(host.port(), true, trusted.path()));
    auto write_much = [&] {
        for (int i = 0; i < 1000; ++i) line->write(std::string(100'000, 'x'));
    };
    EXPECT_THROW(write_much(), FetchError);
}

TEST(Line, waits_until_bytes_come_the_time_is_over_or_it_is_interrupted) {
    Identity authority({.names = "DNS:ca.example"}), server({}, &authority);
    TemporaryFile trusted(authority.pem());
    Host host([&](Talk& talk) {
        if (talk.secure(server)) echo(talk);
    });
    auto line = Line::connect(to(host.port(), true, trusted.path()));
    EXPECT_FALSE(line->wait(0));
    EXPECT_GE(seconds_of([&] { EXPECT_FALSE(line->wait(1)) << "a session ticket is nothing to read"; }), 0.9);
    line->write("ab\r\n");
    EXPECT_TRUE(line->wait(5));
    char byte = 0;
    EXPECT_EQ(line->read(&byte, 1), 1);
    EXPECT_TRUE(line->wait(5)) << "the rest of the record waits inside";
    EXPECT_EQ(read_line(*line), "b\r\n");
    auto waiting = std::async(std::launch::async, [&] { return line->wait(60); });
    EXPECT_EQ(waiting.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
    EXPECT_LT(seconds_of([&] {
                  line->interrupt();
                  EXPECT_FALSE(waiting.get());
              }),
              5);
    line->write("c\r\n");
    EXPECT_FALSE(line->wait(60)) << "interrupted is for ever";
    EXPECT_EQ(read_line(*line), "c\r\n");
}
