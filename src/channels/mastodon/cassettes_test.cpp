// Decodes every post in recordings of real servers and compares it with what stands there. The recordings
// stand beside the repository and are not part of it.
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>

#include "channels/dates.hpp"
#include "channels/mastodon/codec.hpp"
#include "text/html.hpp"
#include "text/tokens.hpp"

namespace channels::mastodon {
namespace {
namespace fs = std::filesystem;

fs::path unpacked() {
    static const fs::path place = [] {
        auto archive = fs::path("../shared/data/02-api.tar.zst");
        if (!fs::exists(archive)) return fs::path();
        auto into = fs::temp_directory_path() / ("rapport-mastodon-" + std::to_string(::getpid()));
        fs::create_directories(into);
        auto command = "tar --zstd -xf " + archive.string() + " -C " + into.string() + " 02-api/mastodon-py";
        return std::system(command.c_str()) == 0 ? into : fs::path();
    }();
    return place;
}

// A quoted YAML scalar, as the recordings hold their bodies; `at` is behind the opening quote.
std::string single_quoted(std::string_view all, std::size_t at) {
    std::string out;
    for (; at < all.size(); ++at) {
        if (all[at] == '\'') {
            if (at + 1 >= all.size() || all[at + 1] != '\'') break;
            ++at;
        }
        if (all[at] != '\n') {
            out += all[at];
            continue;
        }
        std::size_t breaks = 1, next = all.find_first_not_of(' ', at + 1);
        for (; next != all.npos && all[next] == '\n'; next = all.find_first_not_of(' ', next + 1)) ++breaks;
        while (!out.empty() && out.back() == ' ') out.pop_back();
        out += breaks == 1 ? std::string(" ") : std::string(breaks - 1, '\n');
        at = next - 1;
    }
    return out;
}

std::string double_quoted(std::string_view all, std::size_t at) {
    std::string json = "\"";
    for (; at < all.size() && all[at] != '"'; ++at) {
        if (all[at] == '\\' && at + 1 < all.size() && all[at + 1] == '\n') {
            at = all.find_first_not_of(" \n", at + 1);
            if (all[at] == '\\' && all[at + 1] == ' ') ++at;
            --at;
            if (all[at] == '\\') continue;
        } else if (all[at] == '\\' && all[at + 1] == 'x') {
            json += "\\u00", ++at;
        } else if (all[at] == '\\' && all[at + 1] == 'U') {
            json += "?", at += 9;
        } else if (all[at] == '\\') {
            json += all[at], json += all[++at];
        } else if (all[at] == '\n') {
            json += ' ', at = all.find_first_not_of(" \n", at) - 1;
        } else {
            json += all[at];
        }
    }
    auto parsed = json::parse(json + "\"");
    return parsed && parsed->is_string() ? std::string(parsed->get_string()) : "";
}

std::vector<std::string> bodies(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string all{std::istreambuf_iterator<char>(in), {}};
    std::vector<std::string> out;
    constexpr std::string_view mark = "      string: ";
    for (auto at = all.find(mark); at != all.npos; at = all.find(mark, at + 1)) {
        auto begin = at + mark.size();
        if (all[begin] == '\'') out.push_back(single_quoted(all, begin + 1));
        if (all[begin] == '"') out.push_back(double_quoted(all, begin + 1));
    }
    return out;
}

// A boost is the post that it shows, which is found inside it.
void find_posts(const json::value& in, const std::function<void(const json::value&)>& found) {
    if (in.is_array())
        for (const auto& each : in.get_array()) find_posts(each, found);
    if (!in.is_object()) return;
    const auto& o = in.get_object();
    const auto* shown = o.if_contains("reblog");
    bool boost = shown && shown->is_object();
    if (!boost && o.contains("content") && o.contains("account") && o.contains("visibility")) found(in);
    for (const auto& each : o) find_posts(each.value(), found);
}

// The words of HTML by a way of our own: tags out, the five entities put in.
std::set<std::string> words(std::string_view html) {
    std::string plain;
    bool inside = false;
    for (char c : html) {
        if (c == '<') inside = true, plain += ' ';
        if (!inside) plain += c;
        if (c == '>') inside = false;
    }
    for (auto [entity, sign] :
         {std::pair("&#39;", "'"), {"&quot;", "\""}, {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}})
        for (auto at = plain.find(entity); at != plain.npos; at = plain.find(entity, at + 1))
            plain.replace(at, std::strlen(entity), sign);
    std::set<std::string> out;
    for (const auto& token : text::tokens(plain)) out.insert(token.folded);
    return out;
}

struct Score {
    std::size_t posts = 0, author = 0, time = 0, reply = 0, replies = 0, said = 0, files = 0;
};

void judge(const json::value& status, Score& score) {
    ++score.posts;
    auto understood = message(status, {"localhost", "0"});
    auto* m = std::get_if<model::Inbound>(&understood);
    ASSERT_TRUE(m) << std::get<model::Poison>(understood).why << json::serialize(status).substr(0, 300);
    auto acct = json::text(*json::find(status, {"account"}), "acct");
    score.author += m->author.handle == "@" + acct + (acct.find('@') == acct.npos ? "@localhost" : "");
    score.time += m->sent_at && m->sent_at == channels::read_date(json::text(status, "created_at"));
    auto parent = json::text(status, "in_reply_to_id");
    score.replies += !parent.empty();
    score.reply += parent.empty() ? m->reply_to.empty() : m->reply_to == std::vector{parent};
    auto html = json::text(status, "content");
    if (html.find("quote-inline") != html.npos) html = html.substr(html.find("</p>"));
    auto ours = words(m->text);
    bool all = true;
    for (const auto& word : words(html)) all = all && ours.contains(word);
    score.said += all;
    score.files += m->attachments.size() == json::list(status, "media_attachments").size();
}

TEST(MastodonCassettes, every_post_keeps_author_time_text_and_reply) {
    if (unpacked().empty()) GTEST_SKIP() << "the recordings are not here (../shared/data/02-api.tar.zst)";
    Score score;
    std::size_t read = 0, spoken = 0;
    for (const auto& file : fs::recursive_directory_iterator(unpacked())) {
        if (file.path().extension() != ".yaml") continue;
        for (const auto& body : bodies(file.path())) {
            ++spoken;
            auto parsed = json::parse(body);
            if (!parsed) {
                // A recorded stream: frames, one after the other.
                for (auto at = body.find("data: "); at != body.npos; at = body.find("data: ", at + 1))
                    if (auto frame = json::parse(body.substr(at + 6, body.find('\n', at) - at - 6)))
                        find_posts(*frame, [&](const json::value& status) { judge(status, score); });
                continue;
            }
            ++read;
            find_posts(*parsed, [&](const json::value& status) { judge(status, score); });
        }
    }
    fs::remove_all(unpacked());
    std::cout << score.posts << " posts in " << read << " of " << spoken << " bodies, " << score.replies
              << " replies\n";
    EXPECT_GT(score.posts, 400u);
    EXPECT_GE(read * 100, spoken * 95);
    EXPECT_EQ(score.author, score.posts);
    EXPECT_EQ(score.time, score.posts);
    EXPECT_EQ(score.reply, score.posts);
    EXPECT_EQ(score.said, score.posts);
    EXPECT_EQ(score.files, score.posts);
}
}  // namespace
}  // namespace channels::mastodon
