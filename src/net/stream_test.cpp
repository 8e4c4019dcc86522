#include <future>
#include <sys/resource.h>

#include "net/peer_test.hpp"
#include "net/server.hpp"

using namespace net;
using net::test::Peer;

namespace {
constexpr std::string_view subscribe = "GET /live HTTP/1.1\r\nHost: a\r\n\r\n";

// Keeps the writers that its handler was given.
class Broadcast {
public:
    Response operator()(const Request&) {
        return {.headers = {{"Content-Type", "text/event-stream"}},
                .stream = [this](auto writer) { add(writer); }};
    }
    void add(std::shared_ptr<StreamWriter> writer) {
        std::lock_guard lock(mutex_);
        writers_.push_back(std::move(writer));
        changed_.notify_all();
    }
    std::vector<std::shared_ptr<StreamWriter>> wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, std::chrono::seconds(60), [&] { return writers_.size() >= count; });
        return writers_;
    }
    void forget() {
        std::lock_guard lock(mutex_);
        writers_.clear();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::shared_ptr<StreamWriter>> writers_;
};

std::unique_ptr<Server> serve(Broadcast& all, ServerOptions options = {}) {
    return Server::start(options, [&all](const Request& request) { return all(request); });
}

template <class Condition>
bool soon(Condition condition) {
    auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::yield();
    }
    return true;
}

double seconds_of(const std::function<void()>& work) {
    auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

long resident_kb() {
    long pages = 0, ignored = 0;
    FILE* file = std::fopen("/proc/self/statm", "r");
    if (std::fscanf(file, "%ld %ld", &ignored, &pages) != 2) pages = 0;
    std::fclose(file);
    return pages * 4;
}
}  // namespace

TEST(Stream, sends_chunks_as_they_are_written_and_ends_when_closed) {
    Broadcast all;
    auto server = serve(all);
    Peer peer = Peer::to(server->port());
    peer.send(subscribe);
    auto writer = all.wait_for(1).at(0);
    auto head = peer.until("\r\n\r\n");
    EXPECT_NE(head.find("Transfer-Encoding: chunked"), std::string::npos);
    EXPECT_TRUE(writer->write("data: one\n\n"));
    EXPECT_EQ(peer.until("\n\n\r\n"), "b\r\ndata: one\n\n\r\n");
    EXPECT_TRUE(writer->write("data: two\n\n"));
    EXPECT_EQ(peer.until("\n\n\r\n"), "b\r\ndata: two\n\n\r\n");
    writer->close();
    EXPECT_EQ(peer.rest(), "0\r\n\r\n");
    EXPECT_FALSE(writer->write("late"));
}

TEST(Stream, ends_when_the_last_writer_is_dropped) {
    Broadcast all;
    auto server = serve(all);
    Peer peer = Peer::to(server->port());
    peer.send(subscribe);
    all.wait_for(1).at(0)->write("x");
    all.forget();
    auto text = peer.rest();
    EXPECT_TRUE(text.ends_with("1\r\nx\r\n0\r\n\r\n")) << text;
}

TEST(Stream, goes_without_chunks_to_an_http_1_0_client) {
    Broadcast all;
    auto server = serve(all);
    Peer peer = Peer::to(server->port());
    peer.send("GET /live HTTP/1.0\r\n\r\n");
    auto writer = all.wait_for(1).at(0);
    writer->write("plain");
    writer->close();
    EXPECT_EQ(peer.until("\r\n\r\n").find("chunked"), std::string::npos);
    EXPECT_EQ(peer.rest(), "plain");
}

TEST(Stream, notices_a_peer_that_goes) {
    Broadcast all;
    auto server = serve(all);
    Peer peer = Peer::to(server->port());
    peer.send(subscribe);
    auto writer = all.wait_for(1).at(0);
    EXPECT_TRUE(writer->open());
    peer.close();
    EXPECT_TRUE(soon([&] { return !writer->open(); }));
    EXPECT_FALSE(writer->write("into the void"));
    EXPECT_TRUE(soon([&] { return server->connections() == 0; }));
}

TEST(Stream, drops_a_reader_that_is_too_slow) {
    Broadcast all;
    auto server = serve(all, {.stream_buffer = 64 << 10});
    Peer slow = Peer::to(server->port(), 4096), quick = Peer::to(server->port());
    slow.send(subscribe);
    auto lazy = all.wait_for(1).at(0);
    quick.send(subscribe);
    auto eager = all.wait_for(2).at(1);
    quick.until("\r\n\r\n");
    const std::string event(8192, 'e');
    int written = 0;
    while (written < 10'000 && lazy->write(event)) ++written;
    EXPECT_LT(written, 10'000);
    EXPECT_FALSE(lazy->open());
    EXPECT_TRUE(soon([&] { return server->connections() == 1; }));
    EXPECT_TRUE(eager->write("still here"));
    EXPECT_EQ(quick.until("here\r\n"), "a\r\nstill here\r\n");
}

TEST(Stream, drain_lets_an_export_of_any_size_through_a_small_buffer) {
    constexpr int lines = 200'000;
    auto server = Server::start({.stream_buffer = 16 << 10}, [](const Request&) {
        return Response{.stream = [](auto writer) {
            for (int i = 0; i < lines; ++i)
                if (!writer->write("a line of an export\n") || !writer->drain()) return;
            writer->close();
        }};
    });
    Peer peer = Peer::to(server->port());
    peer.send("GET / HTTP/1.0\r\n\r\n");
    peer.until("\r\n\r\n");
    EXPECT_EQ(peer.rest().size(), lines * std::string_view("a line of an export\n").size());
}

TEST(Stream, cuts_the_answer_short_when_its_writer_throws) {
    auto server = Server::start({}, [](const Request&) {
        return Response{.stream = [](auto writer) {
            writer->write("half");
            throw std::runtime_error("the disk has gone");
        }};
    });
    Peer peer = Peer::to(server->port());
    peer.send(subscribe);
    EXPECT_FALSE(peer.rest().ends_with("0\r\n\r\n"));
}

TEST(Stream, many_slow_exports_do_not_hold_up_plain_requests) {
    auto server = Server::start({.workers = 2, .stream_buffer = 16 << 10}, [](const Request& request) {
        if (request.path != "/export") return Response{.body = "here"};
        return Response{.stream = [](auto writer) {
            while (writer->write(std::string(8192, 'x')) && writer->drain()) {
            }
        }};
    });
    std::vector<Peer> exports;
    for (int i = 0; i < 8; ++i) {
        exports.push_back(Peer::to(server->port(), 4096));
        exports.back().send("GET /export HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    Peer peer = Peer::to(server->port());
    peer.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(net::test::read_answer(peer).body, "here");
}

TEST(Stopping, ends_open_streams_at_once_and_cleanly) {
    Broadcast all;
    auto server = serve(all);
    std::vector<Peer> peers;
    for (int i = 0; i < 20; ++i) {
        peers.push_back(Peer::to(server->port()));
        peers.back().send(subscribe);
    }
    auto writers = all.wait_for(20);
    Peer idle = Peer::to(server->port());
    EXPECT_LT(seconds_of([&] { server->stop(5); }), 2.0);
    for (auto& peer : peers) EXPECT_TRUE(peer.rest().ends_with("0\r\n\r\n"));
    EXPECT_FALSE(writers[0]->write("too late"));
    EXPECT_TRUE(idle.ends());
    EXPECT_FALSE(Peer::to(server->port()).connected());
}

TEST(Stopping, does_not_wait_for_a_peer_that_reads_nothing) {
    auto server = Server::start({.stream_buffer = 16 << 10}, [](const Request&) {
        return Response{.stream = [](auto writer) {
            while (writer->write(std::string(8192, 'x')) && writer->drain()) {
            }
        }};
    });
    Peer stuck = Peer::to(server->port(), 4096);
    stuck.send(subscribe);
    stuck.until("\r\n\r\n");
    EXPECT_LT(seconds_of([&] { server->stop(1); }), 3.0);
}

TEST(Stopping, leaves_a_handler_behind_that_never_ends) {
    static std::promise<void> begun, never, ended;
    auto server = Server::start({}, [](const Request&) {
        begun.set_value();
        never.get_future().wait();
        ended.set_value();
        return Response{};
    });
    Peer peer = Peer::to(server->port());
    peer.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    begun.get_future().wait();
    EXPECT_LT(seconds_of([&] { server->stop(1); }), 3);
    server.reset();
    EXPECT_TRUE(peer.ends());
    never.set_value();
    ended.get_future().wait();
}

TEST(Stopping, lets_a_running_request_finish) {
    std::promise<void> begun, go;
    auto server = Server::start({}, [&](const Request&) {
        begun.set_value();
        go.get_future().wait();
        return Response{.body = "finished"};
    });
    Peer peer = Peer::to(server->port());
    peer.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    begun.get_future().wait();
    auto stopping = std::async(std::launch::async, [&] { server->stop(10); });
    EXPECT_TRUE(soon([&] { return !Peer::to(server->port()).connected(); }));
    go.set_value();
    auto answer = net::test::read_answer(peer);
    EXPECT_EQ(answer.body, "finished");
    EXPECT_NE(answer.head.find("Connection: close"), std::string::npos);
    stopping.wait();
}

TEST(Stream, two_thousand_at_once_on_one_thread) {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 8192);
    setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur < 4200) GTEST_SKIP() << "needs 4200 file handles, may have " << limit.rlim_cur;
    constexpr std::size_t many = 2000;
    Broadcast all;
    auto server = serve(all, {.io_threads = 1});
    long before = resident_kb();
    std::vector<Peer> peers;
    for (std::size_t i = 0; i < many; ++i) {
        peers.push_back(Peer::to(server->port()));
        ASSERT_TRUE(peers.back().connected()) << i;
        ASSERT_TRUE(peers.back().send(subscribe));
    }
    auto writers = all.wait_for(many);
    ASSERT_EQ(writers.size(), many);
    RecordProperty("kilobytes_a_stream", std::to_string((resident_kb() - before) / static_cast<long>(many)));
    for (auto& writer : writers) ASSERT_TRUE(writer->write("data: bread is short\n\n"));
    for (auto& peer : peers) ASSERT_NE(peer.until("short\n\n\r\n"), "");
    EXPECT_EQ(server->connections(), many);
    EXPECT_LT(seconds_of([&] { server->stop(10); }), 10.0);
}
