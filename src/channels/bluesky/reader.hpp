#pragma once
#include <map>

#include "channels/bluesky/api.hpp"
#include "channels/bluesky/codec.hpp"
#include "channels/bluesky/settings.hpp"
#include "channels/bluesky/state.hpp"

namespace channels::bluesky {

// One look at everything a channel reads: from a state to what is new since, and the state after it.
class Reader {
public:
    Reader(Api& api, const Settings& settings) : api_(api), settings_(settings), us_{api.us().did} {}

    // `state.next_at` says when to come again: at once when there is more.
    Batch look(State&);
    // What the network shows at these addresses; what it does not know yet is tried again next time.
    void fetch(const std::vector<std::string>& uris, State&, Batch&);
    // Makes what came whole: names, threads, pictures.
    void complete(Batch&, State&);
    // The newest posts that speak to us.
    std::vector<model::Inbound> newest(std::size_t count);

private:
    enum class More { no, yes };
    More read_notifications(State&, Batch&);
    bool read_page(const json::value& page, State&, Batch&);
    void read_feed(const std::string& actor, State&, Batch&);
    void search(const Source&, State&, Batch&);
    void look_again(State&, Batch&);
    void explain_threads(const State&, Batch&);
    void name_people(Batch&);
    void fetch_files(Batch&);
    bool is_gone(const std::string& uri);
    std::map<std::string, json::value> posts(const std::vector<std::string>& uris);

    Api& api_;
    const Settings& settings_;
    const Origin us_;
};

}  // namespace channels::bluesky
