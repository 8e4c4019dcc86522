#pragma once
#include <memory>
#include <optional>

#include "channels/bluesky/jetstream.hpp"
#include "channels/bluesky/reader.hpp"
#include "channels/bluesky/writer.hpp"
#include "channels/pause.hpp"

namespace channels::bluesky {

// One account.
class Connected final : public Connector {
public:
    Connected(const ChannelConfig&, const Surroundings&,
              std::unique_ptr<Pause> = std::make_unique<RealPause>());

    Batch next(const Cursor& since) override;
    Receipt send(const model::Outgoing&) override;
    Sighting look_for(const model::Outgoing&) override;
    Receipt act(const model::Deed&) override;
    std::vector<model::Inbound> history(const model::Handle& of, std::size_t count) override;
    std::vector<model::Inbound> probe(std::size_t count) override;
    void stop() override;

private:
    void learn();
    enum class Waited { due, told, not_yet };
    Waited wait(const State&, Told&);
    Batch take(const Told&, State&);
    Health health(const Batch&);

    const Surroundings around_;
    Settings settings_;
    Session session_;
    Api api_;
    std::int64_t followers_ = -1;
    std::unique_ptr<Pause> pause_;
    Jetstream stream_;
};

}  // namespace channels::bluesky
