#include "bench/posts.hpp"

#include <cmath>

#include "bench/words.hpp"

namespace bench {
namespace {
constexpr std::int64_t apart_ms = 1'500, lately = 3'000;
constexpr double replies = 0.6, ours = 0.15, out_of_order = 0.02;

std::string remote(std::int64_t number) {
    return "https://town.example/posts/" + std::to_string(number);
}
}  // namespace

Posts::Posts(std::uint64_t seed, std::int64_t total, Time until)
    : total_(total), authors_(50 + total / 8), begin_(until - total * apart_ms), engine_(seed) {
    conversation_of_.reserve(static_cast<std::size_t>(total));
}

std::vector<model::Inbound> Posts::next(std::size_t count) {
    std::vector<model::Inbound> out;
    for (; out.size() < count && made_ < total_; ++made_) out.push_back(make(made_));
    for (std::size_t i = 1; i < out.size(); ++i)
        if (chance() < out_of_order) std::swap(out[i - 1], out[i]);
    return out;
}

std::map<std::int64_t, std::int64_t> Posts::sizes() const {
    std::map<std::int64_t, std::int64_t> out;
    for (auto size : size_of_) ++out[size];
    return out;
}

std::string Posts::needle_post() const {
    return remote(total_ / 3);
}

// Zipf's law with exponent 1: the logarithm of the rank is even.
std::int64_t Posts::zipf(std::int64_t count) {
    auto rank = std::exp(chance() * std::log(static_cast<double>(count) + 1)) - 1;
    return std::min(count - 1, static_cast<std::int64_t>(rank));
}

model::Handle Posts::author(std::int64_t rank) const {
    auto given = word(0, 40 + rank % 700), family = word(0, 900 + rank / 3);
    given[0] = static_cast<char>(std::toupper(given[0]));
    return {"town", fmt::format("@{}_{}@town.example", given, rank), given + " " + family, ""};
}

std::string Posts::words(int script) {
    std::string out;
    auto count = 4 + zipf(60);
    for (std::int64_t i = 0; i < count; ++i) {
        if (i > 0 && spaced(script)) out += ' ';
        out += word(script, zipf(vocabulary));
    }
    return out;
}

model::Inbound Posts::make(std::int64_t number) {
    model::Inbound post;
    post.remote_id = remote(number), post.url = post.remote_id;
    post.sent_at = begin_ + number * apart_ms;
    post.visibility = model::Visibility::public_;
    bool answers = number > 0 && chance() < replies;
    if (answers) {
        auto parent = number - 1 - zipf(std::min(number, lately));
        post.reply_to = {remote(parent)};
        conversation_of_.push_back(conversation_of_[static_cast<std::size_t>(parent)]);
    } else {
        conversation_of_.push_back(static_cast<std::int32_t>(size_of_.size()));
        size_of_.push_back(0);
    }
    ++size_of_[static_cast<std::size_t>(conversation_of_.back())];
    bool our_own = answers && chance() < ours;
    post.author = our_own ? model::Handle{"town", "@antoinette@town.example", "Maison Antoinette", ""}
                          : author(zipf(authors_));
    if (our_own) post.direction = model::Direction::outbound;
    post.text = words(static_cast<int>(zipf(scripts)));
    if (chance() < 0.1) post.text += " #" + word(0, 50 + zipf(500));
    if (chance() < 0.05)
        post.text += " https://" + word(0, 500 + zipf(5'000)) + ".example/" + word(0, zipf(5'000));
    if (number == total_ / 3) post.text += std::string(" ") + needle;
    return post;
}
}  // namespace bench
