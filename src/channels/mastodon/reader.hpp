#pragma once
#include "channels/mastodon/place.hpp"
#include "channels/mastodon/settings.hpp"
#include "channels/mastodon/state.hpp"

namespace channels::mastodon {

// One look at everything a channel reads: from a state to what is new since, and the state after it.
class Reader {
public:
    Reader(Api& api, const Place& place, const Settings& settings, const Clock& clock)
        : api_(api), place_(place), settings_(settings), clock_(clock) {}

    // `state.next_at` says when to come again: at once when there is more.
    Batch look(State& state);
    // What came over a stream, made whole: pictures fetched, threads explained.
    void complete(Batch&, State&);
    // The newest posts that speak to us.
    std::vector<model::Inbound> newest(std::size_t count);

private:
    enum class More { no, yes };
    More read_notifications(State&, Batch&);
    void read_conversations(Batch&);
    void read_own(State&, Batch&);
    void read_source(State&, const Source&, Batch&);
    void look_again(State&, Batch&);
    void explain_threads(const State&, Batch&);
    void fetch_files(Batch&);
    json::value page(const std::string& path, const std::string& since, const std::string& before = {});
    json::array after(const std::string& path, const std::string& since);

    Api& api_;
    const Place& place_;
    const Settings& settings_;
    const Clock& clock_;
};

}  // namespace channels::mastodon
