#pragma once
#include <condition_variable>
#include <deque>
#include <mutex>

#include "net/http.hpp"

namespace net {

// What waits to be sent on one open response: filled by any thread, emptied by the connection.
class Stream final : public StreamWriter {
public:
    // `wake` is called under the lock whenever there is something new to do; it must only post.
    Stream(std::size_t limit, std::function<void()> wake) : limit_(limit), wake_(std::move(wake)) {}

    bool write(std::string bytes) override;
    bool drain() override;
    void close() override;
    bool open() const override;
    std::size_t waiting() const override;

    // For the connection: the next bytes, at most about `most`; "" when nothing waits.
    std::string take(std::size_t most);
    // `count` taken bytes have left.
    void sent(std::size_t count);
    // The peer has gone: what waits is thrown away.
    void abandon();
    // The connection ends: nothing of it is touched after this.
    void detach();
    // True once closed with everything taken, or lost.
    bool finished() const;
    // Ended by a loss, not by close().
    bool lost() const;

private:
    enum class State { open, closed, lost };
    void end(State);
    void nudge();

    const std::size_t limit_;
    mutable std::mutex mutex_;
    std::condition_variable drained_;
    std::function<void()> wake_;
    std::deque<std::string> waiting_;
    std::size_t size_ = 0;  // waiting or being sent
    bool nudged_ = false;
    State state_ = State::open;
};

// What the handler holds; when the last copy goes, the stream ends.
class StreamHandle final : public StreamWriter {
public:
    explicit StreamHandle(std::shared_ptr<Stream> stream) : stream_(std::move(stream)) {}
    ~StreamHandle() override { stream_->close(); }
    bool write(std::string bytes) override { return stream_->write(std::move(bytes)); }
    bool drain() override { return stream_->drain(); }
    void close() override { stream_->close(); }
    bool open() const override { return stream_->open(); }
    std::size_t waiting() const override { return stream_->waiting(); }

private:
    std::shared_ptr<Stream> stream_;
};

}  // namespace net
