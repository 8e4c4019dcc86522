#include "courier/fetching.hpp"

#include <chrono>

#include "base/log.hpp"

namespace courier {
namespace {
using Clock = std::chrono::steady_clock;

bool lies_elsewhere(const model::Attachment& a) {
    return !a.url.empty() && a.bytes.empty();
}

std::string fetched(net::Http& http, const std::string& url, int seconds, std::uint64_t most) {
    try {
        auto got = http.fetch({.url = url, .seconds = seconds, .max_bytes = most, .redirects = 3});
        return got.status == 200 ? std::move(got.body) : "";
    } catch (const net::FetchError& error) {
        logging::info("attachment_not_fetched", {{"why", error.detail()}});
        return "";
    }
}
}  // namespace

bool names_files(const channels::Batch& batch) {
    for (const auto& item : batch.items)
        if (std::any_of(item.attachments.begin(), item.attachments.end(), lies_elsewhere)) return true;
    return false;
}

void fetch_files(net::Http& http, channels::Batch& batch, const FetchBounds& bounds) {
    auto end = Clock::now() + std::chrono::seconds(bounds.seconds);
    auto room = bounds.most_bytes;
    for (auto& item : batch.items)
        for (auto& a : item.attachments) {
            auto left = std::chrono::duration_cast<std::chrono::seconds>(end - Clock::now()).count();
            if (!lies_elsewhere(a) || left < 1 || room == 0) continue;
            a.bytes = fetched(http, a.url, static_cast<int>(left), std::min(bounds.largest, room));
            a.size = a.bytes.size(), room -= a.size;
        }
}
}  // namespace courier
