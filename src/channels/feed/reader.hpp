#pragma once
#include <deque>
#include <memory>
#include <unordered_set>

#include "channels/connector.hpp"
#include "channels/feed/feed.hpp"
#include "channels/feed/state.hpp"
#include "channels/pause.hpp"

namespace channels::feed {

// Polls one feed.
class Reader final : public Connector {
public:
    Reader(const ChannelConfig&, const Surroundings&, std::unique_ptr<Pause> = std::make_unique<RealPause>());

    Batch next(const Cursor& since) override;
    [[noreturn]] Receipt send(const model::Outgoing&) override;
    std::vector<model::Inbound> probe(std::size_t count) override;
    void stop() override { pause_->stop(); }

private:
    bool due(Time at);
    net::Fetched fetch(const State&, bool conditional);
    Feed decoded(const net::Fetched&, bool was_feed_before);
    Batch unchanged(State, const net::Fetched&);
    void take_over(State&, const Feed&, const net::Fetched&);
    void collect(const State& before, const Feed&);
    void add_poison(const State& before, model::Poison);
    Batch deliver(State);

    const Surroundings around_;
    const std::string url_, user_, password_;
    std::unique_ptr<Pause> pause_;

    // A long document is handed out in several batches. The cursor knows only what was handed out, so that
    // after a restart the rest is fetched again.
    std::deque<model::Inbound> items_;
    std::deque<model::Poison> poison_;
    std::unordered_set<std::uint64_t> present_;  // what the document holds, handed out or known already
    State finished_;                             // the state once everything is handed out
    Cursor handed_out_;  // the cursor of the last batch of a document that is not finished
    std::string notice_;
};

}  // namespace channels::feed
