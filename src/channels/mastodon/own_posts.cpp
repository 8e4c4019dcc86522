#include "channels/mastodon/own_posts.hpp"

#include "channels/dates.hpp"
#include "channels/mastodon/codec.hpp"
#include "channels/mastodon/content.hpp"
#include "net/url.hpp"

namespace channels::mastodon {
namespace {
constexpr std::int64_t kept_ms = 15 * second_ms;
constexpr std::size_t most_posts = 12'000;
constexpr std::int64_t requests_for_writers = 20;

OwnPosts::Post post(const json::value& status) {
    return {lasting_id(json::text(status, "id")), json::text(status, "url"),
            lasting_id(json::text(status, "in_reply_to_id")), content(json::text(status, "content")).text,
            read_date(json::text(status, "created_at")).value_or(Time{})};
}
}  // namespace

bool OwnPosts::reaches(Time since) const {
    return end_ == End::seen || (!posts_.empty() && posts_.back().at < since);
}

const std::vector<OwnPosts::Post>& OwnPosts::since(Time since, Api& api, const std::string& account,
                                                   Time now) {
    if (now < read_at_ || now - read_at_ > kept_ms) {
        posts_.clear(), before_.clear();
        end_ = End::unseen, read_at_ = now;
    }
    while (end_ == End::unseen && !reaches(since)) {
        // The last requests of a window belong to the members who write.
        auto left = api.rate().remaining;
        bool enough = posts_.size() >= most_posts || (left >= 0 && left < requests_for_writers);
        if (enough && !posts_.empty()) break;
        read_page(api, account);
    }
    return posts_;
}

void OwnPosts::read_page(Api& api, const std::string& account) {
    auto page = api.get("/api/v1/accounts/" + net::escape(account) + "/statuses",
                        {{"limit", "40"}, {"exclude_reblogs", "true"}, {"max_id", before_}});
    if (!page.is_array()) {
        end_ = End::unknown;
        return;
    }
    const auto& all = page.get_array();
    for (const auto& each : all) posts_.push_back(post(each));
    auto last = all.empty() ? "" : json::text(all.back(), "id");
    // A server that turns no pages shows the same one again.
    if (all.empty())
        end_ = End::seen;
    else if (last == before_)
        end_ = End::unknown;
    before_ = last;
}
}  // namespace channels::mastodon
