#include "net/server.hpp"

#include <filesystem>
#include <fstream>
#include <latch>
#include <sys/resource.h>

#include "base/error.hpp"
#include "net/peer_test.hpp"

using namespace net;
using net::test::Peer;
using net::test::read_answer;

namespace {
std::string describe(const Request& request) {
    std::string out = fmt::format("{} {}", name(request.method), request.path);
    for (const auto& [key, value] : request.query) out += fmt::format(" {}={}", key, value);
    return out + "|" + request.body;
}

Response echo(const Request& request) {
    if (request.path == "/throw") throw std::runtime_error("a secret of the house");
    if (request.path == "/remote") return {.body = fmt::format("{} {}", request.remote, request.secure)};
    if (request.path == "/trace") return {.body = request.trace};
    return {.body = describe(request)};
}

std::unique_ptr<Server> serve(Server::Handler handler = echo, ServerOptions options = {}) {
    return Server::start(options, std::move(handler));
}

std::string get(std::string_view target, std::string_view fields = "") {
    return fmt::format("GET {} HTTP/1.1\r\nHost: town.example\r\n{}\r\n", target, fields);
}

net::test::Answer ask(const Server& server, std::string_view request) {
    Peer peer = Peer::to(server.port());
    peer.send(request);
    return read_answer(peer);
}
}  // namespace

TEST(Server, answers_a_request_and_keeps_the_connection) {
    auto server = serve();
    Peer peer = Peer::to(server->port());
    for (int i = 0; i < 3; ++i) {
        peer.send(get("/a%20b?x=1%2B1&y=p+q&x=2"));
        auto answer = read_answer(peer);
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, "GET /a b x=2 y=p q|");
    }
    EXPECT_EQ(server->connections(), 1u);
}

TEST(Server, answers_pipelined_requests_in_order) {
    auto server = serve();
    Peer peer = Peer::to(server->port());
    std::string all;
    for (int i = 0; i < 50; ++i)
        all += fmt::format("POST /{} HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{:02}", i, i);
    peer.send(all);
    for (int i = 0; i < 50; ++i) EXPECT_EQ(read_answer(peer).body, fmt::format("POST /{}|{:02}", i, i));
}

TEST(Server, reads_a_chunked_body) {
    auto server = serve();
    auto answer = ask(
        *server,
        "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    EXPECT_EQ(answer.body, "POST /c|abcde");
}

TEST(Server, answers_head_without_a_body_but_with_its_length) {
    auto server = serve();
    Peer peer = Peer::to(server->port());
    peer.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n");
    auto answer = read_answer(peer, true);
    EXPECT_NE(answer.head.find("Content-Length: 8"), std::string::npos) << answer.head;
    peer.send(get("/y"));
    EXPECT_EQ(read_answer(peer).body, "GET /y|");
}

TEST(Server, asks_for_the_body_of_a_client_that_expects_it) {
    auto server = serve();
    Peer peer = Peer::to(server->port());
    peer.send("POST /e HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    EXPECT_EQ(peer.until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    peer.send("abc");
    EXPECT_EQ(read_answer(peer).body, "POST /e|abc");
}

TEST(Server, refuses_a_body_beyond_the_limit_without_reading_it) {
    auto server = serve(echo, {.max_body = 1000});
    Peer peer = Peer::to(server->port());
    peer.send("POST /big HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5000000000\r\n\r\n");
    auto answer = read_answer(peer);
    EXPECT_EQ(answer.status, 413);
    EXPECT_EQ(answer.body, R"({"type":"about:blank","title":"Content Too Large","status":413,)"
                           R"("detail":"This is too large: at most 1000 bytes are taken here."})");
    peer.close();
    EXPECT_EQ(ask(*server, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n800\r\n" +
                               std::string(0x800, 'x') + "\r\n0\r\n\r\n")
                  .status,
              413);
}

TEST(Server, holds_only_so_much_of_all_bodies_together) {
    auto server = serve(echo, {.max_body = 100'000, .max_bodies = 150'000});
    auto begun = [&](Peer& peer) {
        return peer.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n" +
                         std::string(90'000, 'x'));
    };
    Peer first = Peer::to(server->port()), second = Peer::to(server->port());
    begun(first);
    begun(second);
    pollfd both[] = {{first.handle(), POLLIN, 0}, {second.handle(), POLLIN, 0}};
    ASSERT_GT(::poll(both, 2, 10'000), 0);
    bool first_refused = both[0].revents != 0;
    EXPECT_EQ(read_answer(first_refused ? first : second).status, 503);
    (first_refused ? first : second).close();
    Peer& kept = first_refused ? second : first;
    kept.send(std::string(10'000, 'x'));
    EXPECT_EQ(read_answer(kept).status, 200);
    begun(kept);
    kept.send(std::string(10'000, 'y'));
    EXPECT_EQ(read_answer(kept).status, 200) << "what was answered is not counted any more";
}

namespace {
// A gate that lets /file go to the disk, refuses /secret, and has no word for the rest.
class Gated : public ::testing::Test {
protected:
    void SetUp() override { std::filesystem::create_directories(folder); }
    void TearDown() override { std::filesystem::remove_all(folder); }

    Admission judge(const Request& request) {
        ++asked;
        if (request.path == "/secret") return {.refusal = Response{.status = 401, .body = "who are you?"}};
        if (request.path == "/file") return {.max_body = 10'000'000, .directory = folder.string()};
        if (request.path == "/broken") throw std::runtime_error("a secret of the house");
        if (request.path == "/full") return {.max_body = 10'000'000, .directory = "/nowhere/at/all"};
        return {.max_body = 100'000};
    }
    Response answer(const Request& request) {
        if (request.body_file.empty()) return {.body = fmt::format("{} in memory", request.body.size())};
        std::ifstream in(request.body_file, std::ios::binary);
        received.assign(std::istreambuf_iterator<char>(in), {});
        last_file = request.body_file;
        if (request.query.contains("keep")) std::filesystem::rename(request.body_file, folder / "kept");
        return {.body = fmt::format("{} on disk, {} in memory", received.size(), request.body.size())};
    }
    std::size_t files() {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
    }
    static std::string post(std::string_view path, std::string_view body) {
        return fmt::format("POST {} HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n\r\n{}", path, body.size(),
                           body);
    }

    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / fmt::format("rapport-gate-{}", ::getpid());
    std::atomic<int> asked = 0;
    std::string received, last_file;
    std::unique_ptr<Server> server = Server::start(
        {.max_body = 1000, .max_bodies = 600'000}, [this](const Request& request) { return answer(request); },
        [this](const Request& request) { return judge(request); });
};
}  // namespace

TEST_F(Gated, asks_nobody_about_a_small_body) {
    EXPECT_EQ(ask(*server, post("/secret", std::string(1000, 'x'))).body, "1000 in memory");
    EXPECT_EQ(asked, 0);
}

TEST_F(Gated, refuses_before_a_byte_of_the_body_is_read) {
    Peer peer = Peer::to(server->port());
    peer.send("POST /secret HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5000000\r\n\r\n");
    auto refused = read_answer(peer);
    EXPECT_EQ(refused.status, 401);
    EXPECT_EQ(refused.body, "who are you?");
    EXPECT_EQ(ask(*server, "POST /secret HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n").status,
              401);
    EXPECT_EQ(ask(*server, post("/broken", std::string(2000, 'x'))).status, 500);
}

TEST_F(Gated, keeps_to_the_limit_it_is_given) {
    EXPECT_EQ(ask(*server, post("/", std::string(100'000, 'x'))).body, "100000 in memory");
    EXPECT_EQ(ask(*server, post("/", std::string(100'001, 'x'))).status, 413);
    std::string chunk = "8000\r\n" + std::string(0x8000, 'x') + "\r\n";
    EXPECT_EQ(ask(*server, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk +
                               chunk + chunk + chunk + "0\r\n\r\n")
                  .status,
              413);
}

TEST_F(Gated, writes_a_large_body_to_a_file_that_goes_unless_it_is_moved_away) {
    std::string sent;
    for (int i = 0; sent.size() < 5'000'000; ++i) sent += fmt::format("line {}\n", i);
    auto answered = ask(*server, post("/file", sent));
    EXPECT_EQ(answered.body, fmt::format("{} on disk, 0 in memory", sent.size()))
        << "more than all bodies may have in memory";
    EXPECT_TRUE(received == sent);
    EXPECT_EQ(ask(*server, post("/file?keep=1", sent)).status, 200);
    for (int i = 0; i < 100 && files() > 1; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_EQ(files(), 1u);
    EXPECT_EQ(std::filesystem::file_size(folder / "kept"), sent.size());
}

TEST_F(Gated, leaves_no_file_of_a_sender_that_goes_away) {
    {
        Peer peer = Peer::to(server->port());
        peer.send("POST /file HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\n\r\n" +
                  std::string(2'000'000, 'x'));
        for (int i = 0; i < 500 && files() == 0; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        EXPECT_EQ(files(), 1u);
    }
    for (int i = 0; i < 500 && files() > 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_EQ(files(), 0u);
}

TEST_F(Gated, says_that_the_disk_refuses) {
    auto refused = ask(*server, post("/full", std::string(600'000, 'x')));
    EXPECT_EQ(refused.status, 503);
    EXPECT_NE(refused.body.find("disk"), std::string::npos) << refused.body;
}

TEST(Server, serves_many_clients_on_several_threads) {
    auto server = serve(echo, {.io_threads = 3, .workers = 3});
    std::atomic<int> right = 0;
    std::vector<std::thread> clients;
    for (int t = 0; t < 6; ++t)
        clients.emplace_back([&, t] {
            Peer peer = Peer::to(server->port());
            for (int i = 0; i < 200; ++i) {
                peer.send(get(fmt::format("/{}/{}", t, i)));
                right += read_answer(peer).body == fmt::format("GET /{}/{}|", t, i) ? 1 : 0;
            }
        });
    for (auto& client : clients) client.join();
    EXPECT_EQ(right, 1200);
}

TEST(Server, refuses_a_head_beyond_the_limit) {
    auto server = serve();
    EXPECT_EQ(ask(*server, get("/", "X-Long: " + std::string(40'000, 'x') + "\r\n")).status, 431);
    EXPECT_EQ(ask(*server, get("/" + std::string(40'000, 'x'))).status, 431);
}

TEST(Server, answers_400_to_what_is_no_request_and_closes) {
    auto server = serve();
    for (std::string wrong :
         {"nonsense\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
          "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n", "GET /?q=%C0%80 HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /a/../b HTTP/1.1\r\nHost: a\r\n\r\n", "GET /a/%2e%2E/b HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /a/. HTTP/1.1\r\nHost: a\r\n\r\n", "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET a HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nab",
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
          "GET / HTTP/1.1\r\nHost : a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n X: folded\r\n\r\n\x01"}) {
        Peer peer = Peer::to(server->port());
        peer.send(wrong);
        bool folded = wrong.find("folded") != std::string::npos;
        EXPECT_EQ(read_answer(peer).status, folded ? 200 : 400) << wrong;
        EXPECT_TRUE(folded || peer.ends()) << wrong;
    }
    EXPECT_EQ(ask(*server, "BREW / HTTP/1.1\r\nHost: a\r\n\r\n").status, 501);
    EXPECT_EQ(ask(*server, get("http://town.example/absolute?a=b")).body, "GET /absolute a=b|");
}

TEST(Server, gives_a_bare_500_when_the_handler_throws) {
    auto server = serve();
    auto answer = ask(*server, get("/throw"));
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.body.find("secret"), std::string::npos);
}

TEST(Server, cuts_off_a_client_that_dribbles_its_head) {
    auto server = serve(echo, {.idle_seconds = 60, .header_seconds = 1});
    Peer peer = Peer::to(server->port());
    peer.send("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ");
    EXPECT_EQ(read_answer(peer).status, 408);
    EXPECT_TRUE(peer.ends());
}

TEST(Server, closes_an_idle_connection_without_a_word) {
    auto server = serve(echo, {.idle_seconds = 1});
    Peer peer = Peer::to(server->port());
    EXPECT_TRUE(peer.ends());
    EXPECT_EQ(peer.rest(), "");
}

TEST(Server, closes_after_http_1_0_unless_asked_to_keep) {
    auto server = serve();
    Peer peer = Peer::to(server->port());
    peer.send("GET /old HTTP/1.0\r\n\r\n");
    EXPECT_EQ(read_answer(peer).body, "GET /old|");
    EXPECT_TRUE(peer.ends());
}

TEST(Server, believes_forwarded_addresses_of_a_trusted_proxy_only) {
    std::string fields = "X-Forwarded-For: 6.6.6.6, 198.51.100.7, 127.0.0.1\r\nX-Forwarded-Proto: https\r\n";
    auto plain = serve();
    EXPECT_EQ(ask(*plain, get("/remote", fields)).body, "127.0.0.1 false");
    auto behind = serve(echo, {.trusted_proxies = {"127.0.0.0/8"}});
    EXPECT_EQ(ask(*behind, get("/remote", fields)).body, "198.51.100.7 true");
    EXPECT_EQ(ask(*behind, get("/remote", "X-Forwarded-For: <script>\r\n")).body, "127.0.0.1 false");
    std::string doubled =
        "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 198.51.100.7\r\n";
    EXPECT_EQ(ask(*behind, get("/remote", doubled + "X-Forwarded-Proto: http\r\n")).body,
              "198.51.100.7 false");
}

TEST(Server, takes_a_sane_request_id_and_makes_one_otherwise) {
    auto server = serve();
    EXPECT_EQ(ask(*server, get("/trace", "X-Request-Id: abc-1\r\n")).body, "abc-1");
    auto made = ask(*server, get("/trace", "X-Request-Id: <x y>\r\n"));
    EXPECT_EQ(made.body.size(), 16u);
    EXPECT_NE(made.head.find("X-Request-Id: " + made.body), std::string::npos);
}

TEST(Server, never_lets_a_header_value_end_the_head) {
    auto server = serve([](const Request&) {
        return Response{.headers = {{"X-Name", "a\r\nSet-Cookie: evil"}}};
    });
    EXPECT_EQ(ask(*server, get("/")).head.find("\r\nSet-Cookie"), std::string::npos);
}

TEST(Server, sends_embedded_bytes_and_large_bodies_whole) {
    static const std::string large(5'000'000, 'b');
    auto server = serve([](const Request& request) {
        if (request.path == "/static") return Response{.static_body = large};
        return Response{.body = large};
    });
    EXPECT_EQ(ask(*server, get("/static")).body, large);
    EXPECT_EQ(ask(*server, get("/body")).body, large);
}

TEST(Server, streams_a_file_and_answers_404_for_a_missing_one) {
    auto path = std::filesystem::temp_directory_path() / fmt::format("rapport-net-{}", ::getpid());
    std::string content;
    for (int i = 0; i < 40'000; ++i) content += fmt::format("line {}\n", i);
    std::ofstream(path) << content;
    auto server = serve([&](const Request& request) {
        return Response{.file = request.path == "/there" ? path.string() : "/nowhere/at/all"};
    });
    EXPECT_EQ(ask(*server, get("/there")).body, content);
    EXPECT_EQ(ask(*server, get("/gone")).status, 404);
    std::filesystem::remove(path);
}

TEST(Server, says_what_is_wrong_when_the_port_is_in_use) {
    auto first = serve();
    try {
        serve(echo, {.port = first->port()});
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), Code::unavailable);
        EXPECT_EQ(error.text(),
                  fmt::format("Cannot listen on 127.0.0.1:{}: the port is in use. Choose another "
                              "with --listen HOST:PORT.",
                              first->port()));
    }
}

TEST(Server, turns_away_more_connections_than_it_may_have) {
    auto server = serve(echo, {.max_connections = 2});
    Peer a = Peer::to(server->port()), b = Peer::to(server->port());
    a.send(get("/a"));
    b.send(get("/b"));
    EXPECT_EQ(read_answer(a).status, 200);
    EXPECT_EQ(read_answer(b).status, 200);
    Peer c = Peer::to(server->port());
    EXPECT_EQ(read_answer(c).status, 503);
    EXPECT_TRUE(c.ends());
}
