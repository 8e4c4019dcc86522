#pragma once
#include "channels/chat/settings.hpp"
#include "channels/pause.hpp"

namespace channels::chat {

// A chat needs no fetching and no sending: visitors come to our own routes, and an answer that is stored is
// where they read it. What is left is to wait, to refuse what is too much, and to look at the options.
class Window final : public Connector {
public:
    explicit Window(const ChannelConfig& config) : settings_(Settings::read(config)) {}

    Batch next(const Cursor& since) override;
    Receipt send(const model::Outgoing&) override;
    // Whatever was to be sent is stored, and so it is there.
    Sighting look_for(const model::Outgoing&) override;
    Receipt act(const model::Deed&) override { return {}; }
    std::vector<model::Inbound> probe(std::size_t) override { return {}; }
    void stop() override { pause_.stop(); }

private:
    Settings settings_;
    RealPause pause_;
};

}  // namespace channels::chat
