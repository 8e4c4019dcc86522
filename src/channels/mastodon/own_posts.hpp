#pragma once
#include <string>
#include <vector>

#include "channels/mastodon/api.hpp"

namespace channels::mastodon {

// The list of our own posts on the server, newest first. Read page by page, only as far back as it is wanted,
// and kept for a moment: after an outage there may be many sends in doubt, and one look answers for all.
class OwnPosts {
public:
    struct Post {
        std::string id, url, reply_to, text;
        Time at;
    };

    // All since then, and perhaps older ones; fewer when reaches() says so. Throws ChannelError.
    const std::vector<Post>& since(Time, Api&, const std::string& account, Time now);
    bool reaches(Time) const;

private:
    void read_page(Api&, const std::string& account);

    std::vector<Post> posts_;
    std::string before_;  // the server's id of the last one
    Time read_at_ = {};
    enum class End { unseen, seen, unknown } end_ = End::unseen;
};

}  // namespace channels::mastodon
