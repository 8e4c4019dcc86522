#pragma once
#include <memory>
#include <mutex>
#include <optional>

#include "channels/mastodon/reader.hpp"
#include "channels/mastodon/stream.hpp"
#include "channels/mastodon/writer.hpp"
#include "channels/pause.hpp"

namespace channels::mastodon {

// One account on one server.
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
    const Place& place();
    enum class Waited { due, heard, not_yet };
    Waited wait(Time until, Batch&);
    Health health(const Batch&) const;
    Writer writer() { return {api_, place(), own_posts_, around_.clock}; }

    const Surroundings around_;
    const Settings settings_;
    Api api_;
    std::optional<Place> place_;
    OwnPosts own_posts_;
    std::unique_ptr<Pause> pause_;
    Stream stream_;
};

}  // namespace channels::mastodon
