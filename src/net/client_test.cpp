#include "net/client.hpp"

#include <zlib.h>

#include "net/host_test.hpp"
#include "net/server.hpp"

using namespace net;
using net::test::Host;
using net::test::Identity;
using net::test::Talk;
using net::test::TemporaryFile;
using Reason = FetchError::Reason;

namespace {
constexpr std::string_view plain_ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

std::unique_ptr<Http> inside(const std::string& extra_ca = {}) {
    return make_http({.guard = {.allowed_ranges = {"127.0.0.0/8"}}, .extra_ca_file = extra_ca});
}

std::string at(std::uint16_t port, std::string_view path = "/") {
    return fmt::format("http://127.0.0.1:{}{}", port, path);
}

FetchError failure(Http& http, const Fetch& fetch) {
    try {
        auto answer = http.fetch(fetch);
        ADD_FAILURE() << fetch.url << " answered " << answer.status;
    } catch (const FetchError& error) {
        return error;
    }
    return FetchError(Reason::protocol, "no failure");
}

std::string gzip(const std::string& text) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string seen(const Request& request) {
    std::string out = fmt::format("{} {} {}", name(request.method), request.path, request.body);
    for (auto field : {"authorization", "cookie", "x-api-key", "accept", "content-type"})
        if (request.headers.has(field)) out += fmt::format(" {}={}", field, request.headers.get(field));
    return out;
}

// Answers with what it saw; /to/CODE/… leads to `elsewhere`.
class Town {
public:
    explicit Town(std::string elsewhere = {})
        : elsewhere_(std::move(elsewhere)),
          server_(Server::start({}, [this](const Request& request) { return answer(request); })) {}
    std::string url(std::string_view path) const { return at(server_->port(), path); }

private:
    Response answer(const Request& request) const {
        if (request.path.starts_with("/to/"))
            return {.status = std::stoi(request.path.substr(4, 3)),
                    .headers = {{"Location", elsewhere_.empty() ? "../seen" : elsewhere_}}};
        if (request.path == "/loop") return {.status = 302, .headers = {{"Location", "/loop"}}};
        if (request.path == "/gzip")
            return {.headers = {{"Content-Encoding", "gzip"}}, .body = gzip("bread and roses")};
        if (request.path == "/bomb")
            return {.headers = {{"Content-Encoding", "gzip"}}, .body = gzip(std::string(50'000'000, '0'))};
        if (request.path == "/large") return {.body = std::string(300'000, 'x')};
        if (request.path == "/410") return {.status = 410, .body = "gone"};
        return {.headers = {{"ETag", "\"e1\""}}, .body = seen(request)};
    }

    std::string elsewhere_;
    std::unique_ptr<Server> server_;
};
}  // namespace

TEST(Http, fetches_with_method_fields_and_body) {
    Town town;
    auto http = inside();
    auto got = http->fetch({.url = town.url("/a?b=c"), .headers = {{"Accept", "text/html"}}});
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(got.body, "GET /a  accept=text/html");
    EXPECT_EQ(got.headers.get("etag"), "\"e1\"");
    EXPECT_EQ(got.final_url, town.url("/a?b=c"));
    EXPECT_FALSE(got.moved_permanently);
    auto posted = http->fetch({.method = Method::post,
                               .url = town.url("/p"),
                               .headers = {{"Content-Type", "text/x"}},
                               .body = "hello"});
    EXPECT_EQ(posted.body, "POST /p hello accept=*/* content-type=text/x");
    EXPECT_EQ(http->fetch({.method = Method::del, .url = town.url("/d")}).body, "DELETE /d  accept=*/*");
    EXPECT_EQ(http->fetch({.method = Method::put, .url = town.url("/e")}).body, "PUT /e  accept=*/*");
    auto head = http->fetch({.method = Method::head, .url = town.url("/h")});
    EXPECT_EQ(head.body, "");
    EXPECT_EQ(http->fetch({.url = town.url("/410")}).status, 410);
}

TEST(Http, unpacks_and_counts_what_was_unpacked) {
    Town town;
    auto http = inside();
    EXPECT_EQ(http->fetch({.url = town.url("/gzip")}).body, "bread and roses");
    auto bomb = failure(*http, {.url = town.url("/bomb"), .max_bytes = 1'000'000});
    EXPECT_EQ(bomb.reason(), Reason::too_large);
    EXPECT_EQ(bomb.text(), "The answer of 127.0.0.1 is larger than 976 kB, the most we take.");
    EXPECT_EQ(failure(*http, {.url = town.url("/large"), .max_bytes = 299'999}).reason(), Reason::too_large);
    EXPECT_EQ(http->fetch({.url = town.url("/large"), .max_bytes = 300'000}).body.size(), 300'000u);
}

TEST(Http, follows_redirects_and_says_whether_all_were_permanent) {
    Town town;
    auto http = inside();
    for (auto [code, permanent] :
         {std::pair{301, true}, {302, false}, {303, false}, {307, false}, {308, true}}) {
        auto got = http->fetch({.url = town.url(fmt::format("/to/{}", code))});
        EXPECT_EQ(got.body, "GET /seen  accept=*/*") << code;
        EXPECT_EQ(got.moved_permanently, permanent) << code;
        EXPECT_EQ(got.final_url, town.url("/seen")) << code;
    }
    Town before(town.url("/to/308"));
    EXPECT_TRUE(http->fetch({.url = before.url("/to/301")}).moved_permanently);
    EXPECT_FALSE(http->fetch({.url = before.url("/to/302")}).moved_permanently);
}

// A line that was good once may end under the next request, and nobody knows whether that was done.
TEST(Http, never_sends_a_post_again_by_itself) {
    for (auto method : {Method::get, Method::post, Method::patch}) {
        std::atomic<int> heard = 0;
        Host host([&](Talk& talk) {
            while (!talk.until("\r\n\r\n").empty()) {
                if (++heard > 1) return;  // no answer
                talk.say(plain_ok);
            }
        });
        auto http = inside();
        http->fetch({.url = at(host.port())});
        failure(*http, {.method = method, .url = at(host.port())});
        EXPECT_EQ(heard, method == Method::get ? 3 : 2) << name(method);
    }
}

TEST(Http, keeps_or_drops_the_body_as_the_redirect_asks) {
    Town town;
    auto http = inside();
    for (auto [code, wanted] : {std::pair{301, "GET /seen  accept=*/*"},
                                {302, "GET /seen  accept=*/*"},
                                {303, "GET /seen  accept=*/*"},
                                {307, "POST /seen b accept=*/* content-type=t/t"},
                                {308, "POST /seen b accept=*/* content-type=t/t"}}) {
        auto got = http->fetch({.method = Method::post,
                                .url = town.url(fmt::format("/to/{}", code)),
                                .headers = {{"Content-Type", "t/t"}},
                                .body = "b"});
        EXPECT_EQ(got.body, wanted) << code;
    }
}

TEST(Http, stops_redirects_at_the_limit_and_returns_them_when_asked) {
    Town town;
    auto http = inside();
    auto loop = failure(*http, {.url = town.url("/loop")});
    EXPECT_EQ(loop.reason(), Reason::protocol);
    EXPECT_THAT(loop.text(), testing::HasSubstr("redirects more than 5 times"));
    EXPECT_EQ(http->fetch({.url = town.url("/loop"), .redirects = 0}).status, 302);
}

TEST(Http, carries_no_credentials_to_another_host) {
    Town target;
    auto http = inside();
    Headers secrets = {
        {"Authorization", "Bearer s"}, {"Cookie", "c=1"}, {"X-Api-Key", "k"}, {"Accept", "a/b"}};
    Town elsewhere(target.url("/seen"));
    EXPECT_EQ(http->fetch({.url = elsewhere.url("/to/307"), .headers = secrets}).body,
              "GET /seen  accept=a/b");
    Town same;
    EXPECT_EQ(http->fetch({.url = same.url("/to/307"), .headers = secrets}).body,
              "GET /seen  authorization=Bearer s cookie=c=1 x-api-key=k accept=a/b");
    auto with_login = same.url("/to/302");
    with_login.insert(7, "ana:pw@");
    EXPECT_THAT(http->fetch({.url = with_login}).body, testing::HasSubstr("authorization=Basic"));
    auto away = elsewhere.url("/to/302");
    away.insert(7, "ana:pw@");
    EXPECT_THAT(http->fetch({.url = away}).body, testing::Not(testing::HasSubstr("authorization")));
}

TEST(Http, never_leaves_the_web_even_by_redirect) {
    Town target;
    auto http = inside();
    for (std::string wrong :
         {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:70/_x", "dict://127.0.0.1/",
          "javascript:alert(1)", "town.example", "", "http://", "//127.0.0.1/"}) {
        EXPECT_EQ(failure(*http, {.url = wrong}).reason(), Reason::bad_url) << wrong;
        if (wrong.find(':') == std::string::npos || wrong.size() < 8) continue;
        Town redirecting(wrong);
        auto error = failure(*http, {.url = redirecting.url("/to/302"), .seconds = 5});
        EXPECT_TRUE(error.reason() == Reason::bad_url || error.reason() == Reason::name)
            << wrong << error.text();
    }
    EXPECT_EQ(failure(*http, {.url = "nonsense"}).text(),
              "\"nonsense\" is not a web address. Write it like https://town.example/feed.xml.");
}

TEST(Http, sends_no_line_breaks_that_a_field_smuggles) {
    Town town;
    auto got = inside()->fetch(
        {.url = town.url("/"), .headers = {{"Accept", "a\r\nX-Api-Key: evil"}, {"Co okie", "x"}}});
    EXPECT_EQ(got.body, "GET /  accept=a  X-Api-Key: evil");
}

TEST(Http, ignores_the_proxies_of_the_environment) {
    Host proxy;
    Town town;
    for (auto variable : {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"})
        ::setenv(variable, at(proxy.port()).c_str(), 1);
    EXPECT_EQ(inside()->fetch({.url = town.url("/")}).status, 200);
    for (auto variable : {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"}) ::unsetenv(variable);
    EXPECT_EQ(proxy.connections(), 0);
}

TEST(Http, gives_up_at_its_deadline) {
    Host silent([](Talk& talk) { talk.wait_for_end(); });
    Host dripping([](Talk& talk) {
        talk.until("\r\n\r\n");
        talk.say("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 1000\r\n\r\n");
        talk.wait_for_end();
    });
    auto http = inside();
    for (auto* host : {&silent, &dripping}) {
        auto error = failure(*http, {.url = at(host->port()), .seconds = 1});
        EXPECT_EQ(error.reason(), Reason::timeout);
        EXPECT_EQ(error.text(), "127.0.0.1 did not answer in time. Try again later.");
    }
}

TEST(Http, says_what_came_instead_of_an_answer) {
    auto http = inside();
    auto reason_for = [&](std::string_view words) {
        Host host([words](Talk& talk) {
            talk.until("\r\n\r\n");
            talk.say(words);
        });
        return failure(*http, {.url = at(host.port()), .seconds = 10}).reason();
    };
    EXPECT_EQ(reason_for(""), Reason::protocol);
    EXPECT_EQ(reason_for("220 mail.example ESMTP\r\n"), Reason::protocol);
    EXPECT_EQ(reason_for("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"), Reason::protocol);
    for (auto head : {"HTTP/1.1 400 Bad", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 429 Wait\r\nRetry-After: 1"})
        EXPECT_EQ(reason_for(head), Reason::protocol) << head;
    EXPECT_EQ(reason_for("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope"),
              Reason::protocol);
    std::string endless = "HTTP/1.1 200 OK\r\n";
    for (int i = 0; i < 3000; ++i) endless += fmt::format("X-Field-{}: {}\r\n", i, std::string(80, 'x'));
    EXPECT_EQ(reason_for(endless), Reason::too_large);
    auto port = Host().port();
    auto refused = failure(*http, {.url = at(port)});
    EXPECT_EQ(refused.reason(), Reason::connect);
    EXPECT_EQ(refused.text(), "127.0.0.1 does not answer. Check the host and the port, or try again later.");
}

TEST(Http, makes_field_values_valid_utf8) {
    Host host([](Talk& talk) {
        talk.until("\r\n\r\n");
        talk.say("HTTP/1.1 200 OK\r\nX-Odd: a\xff z\r\nContent-Length: 0\r\n\r\n");
    });
    EXPECT_EQ(inside()->fetch({.url = at(host.port())}).headers.get("x-odd"), "a\xef\xbf\xbd z");
}

TEST(Http, explains_each_fault_of_a_certificate) {
    Identity authority({.names = "DNS:ca.example"}), stranger({.names = "DNS:ca.example"});
    TemporaryFile trusted(authority.pem());
    auto http = inside(trusted.path());
    auto words = [&](const Identity& identity) {
        Host host([&](Talk& talk) {
            if (!talk.secure(identity)) return;
            talk.until("\r\n\r\n");
            talk.say(plain_ok);
        });
        try {
            return http->fetch({.url = fmt::format("https://localhost:{}/", host.port())}).body;
        } catch (const FetchError& error) {
            EXPECT_EQ(error.reason(), Reason::tls) << error.detail();
            return error.text();
        }
    };
    EXPECT_EQ(words(Identity({}, &authority)), "ok");
    EXPECT_THAT(words(Identity({.to_days = -1}, &authority)),
                testing::MatchesRegex(
                    "The certificate of localhost expired on 20..-..-..\\. Ask its owner to renew it\\."));
    EXPECT_THAT(words(Identity({.from_days = 5}, &authority)), testing::HasSubstr("is valid from 20"));
    EXPECT_EQ(words(Identity({.names = "DNS:other.example"}, &authority)),
              "The certificate of localhost is for other.example. Check the host name.");
    EXPECT_THAT(words(Identity({}, &stranger)), testing::HasSubstr("an authority unknown here"));
    EXPECT_THAT(words(Identity()), testing::HasSubstr("signed by nobody but itself"));
}

TEST(Http, says_when_the_other_side_speaks_no_tls) {
    Host host([](Talk& talk) { talk.say("220 plain\r\n"); });
    auto error = failure(*inside(), {.url = fmt::format("https://127.0.0.1:{}/", host.port())});
    EXPECT_EQ(error.reason(), Reason::tls);
    EXPECT_THAT(error.text(), testing::HasSubstr("does not speak TLS"));
}

TEST(Http, names_a_ca_file_that_cannot_be_read) {
    EXPECT_THROW(make_http({.extra_ca_file = "/nowhere/ca.pem"}), Error);
}

TEST(Http, serves_many_threads_at_once) {
    Town town;
    auto http = inside();
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 20; ++i) {
                auto path = fmt::format("/{}-{}", t, i);
                right += http->fetch({.url = town.url(path)}).body == "GET " + path + "  accept=*/*" ? 1 : 0;
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(right, 160);
}
