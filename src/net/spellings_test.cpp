// Every way we know of writing an address inside, through the real client, against a real server that counts.
#include "net/client.hpp"
#include "net/host_test.hpp"
#include "net/server.hpp"

using namespace net;
using net::test::Host;
using net::test::Talk;

namespace {
// "{}" stands for the port of the server that must not be reached.
const std::vector<std::string> spellings = {
    "http://127.0.0.1:{}/",
    "http://127.0.0.1:{}",
    "HTTP://127.0.0.1:{}/",
    "hTTp://127.0.0.1:{}/x?y#z",
    "http://127.0.0.1.:{}/",
    "http://127.1:{}/",
    "http://127.0.1:{}/",
    "http://127.1.:{}/",
    "http://0:{}/",
    "http://0.0:{}/",
    "http://0.0.0.0:{}/",
    "http://00.00.00.00:{}/",
    "http://0x0:{}/",
    "http://2130706433:{}/",
    "http://02130706433:{}/",
    "http://017700000001:{}/",
    "http://0017700000001:{}/",
    "http://0x7f000001:{}/",
    "http://0X7F000001:{}/",
    "http://0x7f.0.0.1:{}/",
    "http://0x7f.1:{}/",
    "http://0x7f.0x0.0x0.0x1:{}/",
    "http://0x7F.0X00.0X00.0X01:{}/",
    "http://0177.0.0.1:{}/",
    "http://0177.0.0.01:{}/",
    "http://00177.00.00.01:{}/",
    "http://0177.1:{}/",
    "http://127.0x1:{}/",
    "http://127.0.0x0.1:{}/",
    "http://0x7f.0.1:{}/",
    "http://127.00.00.01:{}/",
    "http://127.000.000.001:{}/",
    "http://127.65535:{}/",
    "http://127.0.65535:{}/",
    "http://127.16777215:{}/",
    "http://4294967297:{}/",
    "http://383.0.0.1:{}/",
    "http://127.2.3.4:{}/",
    "http://127.255.255.254:{}/",
    "http://127.0.0.1%00:{}/",
    "http://127.0.0.1%20:{}/",
    "http://%31%32%37%2e%30%2e%30%2e%31:{}/",
    "http://127%2e0%2e0%2e1:{}/",
    "http://127.0.0.%31:{}/",
    "http://%6c%6f%63%61%6c%68%6f%73%74:{}/",
    "http://localhost:{}/",
    "http://LOCALHOST:{}/",
    "http://LocalHost:{}/",
    "http://localhost.:{}/",
    "http://lOcAlHoSt.:{}/a",
    "http://a.localhost:{}/",
    "http://deep.er.localhost:{}/",
    "http://localhost.localdomain:{}/",
    "http://localhost6:{}/",
    "http://ip6-localhost:{}/",
    "http://ip6-loopback:{}/",
    "http://[::1]:{}/",
    "http://[0:0:0:0:0:0:0:1]:{}/",
    "http://[0000:0000:0000:0000:0000:0000:0000:0001]:{}/",
    "http://[::0001]:{}/",
    "http://[0::1]:{}/",
    "http://[::]:{}/",
    "http://[0:0:0:0:0:0:0:0]:{}/",
    "http://[::ffff:127.0.0.1]:{}/",
    "http://[::FFFF:127.0.0.1]:{}/",
    "http://[::ffff:7f00:1]:{}/",
    "http://[::ffff:7f00:0001]:{}/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]:{}/",
    "http://[0:0:0:0:0:ffff:7f00:1]:{}/",
    "http://[::ffff:0.0.0.0]:{}/",
    "http://[::127.0.0.1]:{}/",
    "http://[::7f00:1]:{}/",
    "http://[64:ff9b::7f00:1]:{}/",
    "http://[64:ff9b::127.0.0.1]:{}/",
    "http://[64:ff9b:1::127.0.0.1]:{}/",
    "http://[2002:7f00:1::]:{}/",
    "http://[2002:7f00:0001::1]:{}/",
    "http://[2001:0:7f00:1::]:{}/",
    "http://[fe80::1%25lo]:{}/",
    "http://[fe80::1%lo]:{}/",
    "http://[::1%25lo]:{}/",
    "http://[::1%lo]:{}/",
    "http://[::1%251]:{}/",
    "http://[fc00::1]:{}/",
    "http://[fec0::1]:{}/",
    "http://[ff02::1]:{}/",
    "http://[ff01::1]:{}/",
    "http://town.example@127.0.0.1:{}/",
    "http://town.example:80@127.0.0.1:{}/",
    "http://user:word@127.0.0.1:{}/",
    "http://user:word@localhost:{}/",
    "http://town.example%40127.0.0.1:{}/",
    "http://town.example%2f@127.0.0.1:{}/",
    "http://a@b@127.0.0.1:{}/",
    "http://127.0.0.1@127.0.0.1:{}/",
    "http://town.example#@127.0.0.1:{}/",
    "http://127.0.0.1:{}#@town.example/",
    "http://127.0.0.1:{}?@town.example/",
    "http://127.0.0.1:{}\\@town.example/",
    "http://town.example\\@127.0.0.1:{}/",
    "http:\\\\127.0.0.1:{}\\",
    "http:/127.0.0.1:{}/",
    "http:127.0.0.1:{}/",
    "http:///127.0.0.1:{}/",
    "http:////127.0.0.1:{}/",
    " http://127.0.0.1:{}/",
    "\thttp://127.0.0.1:{}/",
    "http://127.0.0.1 :{}/",
    "http:// 127.0.0.1:{}/",
    "http://127.0.0.1\t:{}/",
    "http://127.0.0.1:0{}/",
    "http://127.0.0.1:000{}/",
    "http://127。0。0。1:{}/",
    "http://127．0．0．1:{}/",
    "http://127｡0｡0｡1:{}/",
    "http://１２７.０.０.１:{}/",
    "http://①②⑦.⓪.⓪.①:{}/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{}/",
    "http://ｌｏｃａｌｈｏｓｔ:{}/",
    "http://localhost。:{}/",
    "http://lo\u00adcalhost:{}/",
    "http://loc\u200balhost:{}/",
    "https://127.0.0.1:{}/",
    "https://[::ffff:127.0.0.1]:{}/",
    "https://localhost:{}/",
    "https://2130706433:{}/",
    "//127.0.0.1:{}/",
    "127.0.0.1:{}/",
    "localhost:{}",
    "ftp://127.0.0.1:{}/",
    "gopher://127.0.0.1:{}/_x",
    "dict://127.0.0.1:{}/d",
    "telnet://127.0.0.1:{}/",
    "smtp://127.0.0.1:{}/",
    "imap://127.0.0.1:{}/",
    "tftp://127.0.0.1:{}/",
    "ldap://127.0.0.1:{}/",
    "mqtt://127.0.0.1:{}/",
    "rtsp://127.0.0.1:{}/",
    "sftp://127.0.0.1:{}/",
    "ws://127.0.0.1:{}/",
    "file://127.0.0.1:{}/etc/passwd",
    "view-source:http://127.0.0.1:{}/",
};

std::string written(std::string spelling, std::uint16_t port) {
    auto at = spelling.find("{}");
    return spelling.replace(at, 2, std::to_string(port));
}

// Four servers on one port: whatever address of this machine a spelling means, it would be noticed. They
// listen on single addresses, because 127.0.0.2 is where the redirecting server lives.
class Inside {
public:
    Inside() {
        for (const auto* address : {"127.0.0.1", "::1", "127.2.3.4", "127.255.255.254"})
            traps_.push_back(std::make_unique<Host>(answer, address, traps_.empty() ? 0 : port()));
    }
    std::uint16_t port() const { return traps_.front()->port(); }
    int connections() const {
        int sum = 0;
        for (const auto& trap : traps_) sum += trap->connections();
        return sum;
    }

private:
    static void answer(Talk& talk) {
        if (talk.bytes(1) == "\x16") return;  // TLS: to have come this far is enough
        talk.until("\r\n\r\n");
        talk.say("HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret");
    }
    std::vector<std::unique_ptr<Host>> traps_;
};

// The port is a usual one here, so that it is the address alone that is refused.
HttpOptions allowing(std::vector<std::string> ranges, std::uint16_t port) {
    return {.guard = {.allowed_ranges = std::move(ranges), .web_ports = {80, 443, port}}};
}

// The words of an answer, or "" when none came.
std::string fetched(Http& http, const std::string& url, Method method = Method::get) {
    try {
        return http.fetch({.method = method, .url = url, .seconds = 1}).body;
    } catch (const FetchError& error) {
        EXPECT_NE(error.text(), "");
        return "";
    }
}
}  // namespace

TEST(Spellings, are_enough_and_most_of_them_would_get_through_if_allowed) {
    ASSERT_GE(spellings.size(), 100u);
    Inside inside;
    auto http = make_http(allowing({"0.0.0.0/8", "127.0.0.0/8", "::/127"}, inside.port()));
    std::size_t reached = 0;
    for (const auto& spelling : spellings)
        reached += fetched(*http, written(spelling, inside.port())) == "secret" ? 1 : 0;
    EXPECT_GE(reached, 50u) << "the guard's test below would prove little";
    EXPECT_GE(inside.connections(), 50);
}

TEST(Spellings, reach_nothing_inside_directly) {
    Inside inside;
    auto http = make_http(allowing({}, inside.port()));
    for (const auto& spelling : spellings) {
        EXPECT_EQ(fetched(*http, written(spelling, inside.port())), "") << spelling;
        ASSERT_EQ(inside.connections(), 0) << spelling;
    }
}

TEST(Spellings, reach_nothing_inside_by_any_redirect) {
    Inside inside;
    auto server = Server::start({.host = "127.0.0.2"}, [&](const Request& request) {
        auto& spelling = spellings.at(std::stoul(request.query.at("n")));
        return Response{.status = std::stoi(request.query.at("code")),
                        .headers = {{"Location", written(spelling, inside.port())}},
                        .body = "out of bounds"};
    });
    auto http = make_http(allowing({"127.0.0.2/32"}, inside.port()));
    std::size_t refused = 0;
    for (std::size_t n = 0; n < spellings.size(); ++n)
        for (int code : {301, 302, 303, 307, 308}) {
            auto start = fmt::format("http://127.0.0.2:{}/?n={}&code={}", server->port(), n, code);
            auto body = fetched(*http, start, code > 303 ? Method::post : Method::get);
            EXPECT_NE(body, "secret") << spellings[n];
            refused += body.empty() ? 1 : 0;
            ASSERT_EQ(inside.connections(), 0) << spellings[n] << " by " << code;
        }
    EXPECT_GE(refused, 100u * 5);
}

TEST(Spellings, give_the_reason_and_the_remedy) {
    Inside inside;
    auto http = make_http(allowing({}, inside.port()));
    try {
        http->fetch({.url = written("http://localhost:{}/", inside.port())});
        FAIL();
    } catch (const FetchError& error) {
        EXPECT_EQ(error.reason(), FetchError::Reason::refused_by_guard);
        EXPECT_EQ(error.text(), Guard::refusal("localhost"));
    }
}
