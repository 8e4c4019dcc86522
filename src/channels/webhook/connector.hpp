#pragma once
#include <memory>

#include "channels/connector.hpp"
#include "channels/pause.hpp"

namespace channels::webhook {

// The system calls us; there is nothing to look for. Answers are posted to its answer address, signed with
// the channel's secret, under the message's id, so that whoever gets one twice can tell.
class Called final : public Connector {
public:
    Called(const ChannelConfig&, const Surroundings&, std::unique_ptr<Pause> = std::make_unique<RealPause>());
    Batch next(const Cursor& since) override;
    Receipt send(const model::Outgoing&) override;
    std::vector<model::Inbound> probe(std::size_t count) override;
    void stop() override { pause_->stop(); }

private:
    net::Fetched post(const model::Outgoing&);

    const ChannelConfig config_;
    const Surroundings around_;
    const std::unique_ptr<Pause> pause_;
};

// The body of an answer: {"type": "answer", "timestamp", "data": {…}}.
json::object answer(const model::Outgoing&, std::string_view place, Time now);

// Network::take_push.
Pushed take(const net::Request&, const ChannelConfig&, const Surroundings&);

}  // namespace channels::webhook
