// Compares what we understand of public feeds with what another reader understood, field by field. The data
// stand beside the repository and are not part of it.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "base/shared_data_test.hpp"
#include "channels/dates.hpp"
#include "channels/feed/codec.hpp"

namespace {
namespace fs = std::filesystem;
using json::object;
using json::value;

using test::contents;

struct Score {
    std::size_t equal = 0, total = 0;
};
using Scores = std::map<std::string, Score>;

// {"dc": {"creator": [{"value": "x"}]}} → ["x"]; for iTunes also an attribute.
value extension(const value& from, const std::string& prefix, const std::string& name) {
    auto* found = json::find(from, {"extensions", prefix, name});
    json::array out;
    if (found && found->is_array())
        for (const auto& each : found->get_array()) {
            auto* text = json::find(each, {"value"});
            auto* href = json::find(each, {"attrs", "href"});
            out.push_back(href ? *href : text ? *text : value());
        }
    return out;
}

bool same_time(const value& expected, const value& got) {
    if (!expected.is_string() || !got.is_string()) return false;
    auto a = channels::read_date(expected.get_string().c_str()),
         b = channels::read_date(got.get_string().c_str());
    return a && a == b;
}

// JSON without regard to the order of members; "" counts as missing.
bool same(const value& a, const value& b) {
    if (a.is_object() && b.is_object()) {
        auto covers = [](const object& x, const object& y) {
            for (const auto& each : x) {
                bool empty = each.value().is_string() && each.value().get_string().empty();
                auto* other = y.if_contains(each.key());
                if (!empty && (!other || !same(each.value(), *other))) return false;
            }
            return true;
        };
        return covers(a.get_object(), b.get_object()) && covers(b.get_object(), a.get_object());
    }
    if (a.is_array() && b.is_array()) {
        if (a.get_array().size() != b.get_array().size()) return false;
        for (std::size_t i = 0; i < a.get_array().size(); ++i)
            if (!same(a.get_array()[i], b.get_array()[i])) return false;
        return true;
    }
    return a == b;
}

class Comparison {
public:
    Scores scores;
    std::vector<std::string> differences;

    void file(const fs::path& xml, const fs::path& json_file) {
        auto expected = json::parse(contents(json_file), 100);
        auto got = channels::feed::describe(contents(xml));
        if (!expected || !expected->is_object() || got.empty()) return;
        name_ = xml.parent_path().parent_path().filename().string() + "/" +
                xml.parent_path().filename().string() + "/" + xml.stem().string();
        auto path = xml.string();
        bool special = path.find("/parser/") != path.npos;
        atom_ = special && path.find("/atom/") != path.npos;
        specific_ = special;
        whole(expected->get_object(), got);
    }

private:
    void whole(const object& expected, const std::vector<object>& got) {
        std::vector<object> entries;
        for (const auto& each : got)
            if (json::text(each, "type") == "entry") entries.push_back(each);
        for (const auto& each : expected) {
            if (each.key() != "items" && each.key() != "entries") {
                field("", each.key(), each.value(), got[0]);
                continue;
            }
            count("items (number)", each.value().get_array().size() == entries.size(), value(entries.size()),
                  value(each.value().get_array().size()));
            for (std::size_t i = 0; i < each.value().get_array().size() && i < entries.size(); ++i)
                for (const auto& one : each.value().get_array()[i].get_object())
                    field("items.", one.key(), one.value(), entries[i]);
            if (!specific_)
                for (std::size_t i = 0; i < each.value().get_array().size() && i < entries.size(); ++i)
                    invented("items.", each.value().get_array()[i].get_object(), entries[i]);
        }
        if (!specific_) invented("", expected, got[0]);
    }

    void invented(const std::string& where, const object& expected, const object& got) {
        for (const char* name : {"title", "link", "description", "content", "author", "image", "guid",
                                 "categories", "enclosures", "language", "copyright"})
            if (!expected.contains(name) && got.contains(name))
                count(where + name, false, got.at(name), value("(nothing)"));
    }

    void field(const std::string& where, std::string name, const value& expected, const object& got) {
        if (name.ends_with("Parsed")) return time(where, name, expected, got);
        if (name == "dcExt" || name == "itunesExt") return module(where, name, expected, got);
        if (expected.is_string() && expected.get_string().empty()) return;
        auto ours = translated(name, where.empty(), got);
        auto theirs = name == "generator" ? expected : renamed(expected);
        bool plain = ours.is_object() && json::text(ours, "type") == "text";
        if (plain && !json::find(theirs, {"type"})) ours.get_object().erase("type");
        bool equal = name == "source" ? covers(theirs, ours) : same(theirs, ours);
        count(where + name, equal, ours, theirs);
    }

    void time(const std::string& where, const std::string& name, const value& expected, const object& got) {
        bool published = name.starts_with("pub");
        auto* ours = got.if_contains(published ? "published" : "updated");
        count(where + name, ours && same_time(expected, *ours), ours ? *ours : value(), expected);
    }

    void module(const std::string& where, const std::string& name, const value& expected, const object& got) {
        auto prefix = name.substr(0, name.size() - 3);
        for (const auto& each : expected.get_object()) {
            if (each.key() == "categories") continue;
            auto all = extension(value(got), prefix, each.key());
            auto ours = each.value().is_array()   ? all
                        : all.get_array().empty() ? value()
                                                  : all.get_array()[0];
            count(where + name, same(each.value(), ours), ours, each.value());
        }
    }

    // Their names for what we call otherwise inside people and sources.
    static value renamed(const value& theirs) {
        static const std::map<std::string_view, std::string_view> names = {
            {"uri", "url"}, {"categories", "category_details"}, {"generator", "generator_details"}};
        if (theirs.is_array()) {
            json::array out;
            for (const auto& each : theirs.get_array()) out.push_back(renamed(each));
            return out;
        }
        if (!theirs.is_object() || theirs.get_object().contains("value")) return theirs;
        object out;
        for (const auto& each : theirs.get_object()) {
            auto found = names.find(each.key());
            if (each.key() != "updatedParsed" && each.key() != "links")
                out[found == names.end() ? std::string_view(each.key()) : found->second] =
                    renamed(each.value());
        }
        return out;
    }

    // What a source says besides (we add its page) is no difference.
    static bool covers(const value& theirs, const value& ours) {
        if (!theirs.is_object() || !ours.is_object())
            return theirs.is_object() && theirs.get_object().empty();
        for (const auto& each : theirs.get_object()) {
            auto* other = ours.get_object().if_contains(each.key());
            if (!other || !same(each.value(), *other)) return false;
        }
        return true;
    }

    value member(const object& got, std::string_view name) const {
        auto* found = got.if_contains(name);
        return found ? *found : value();
    }

    value translated(const std::string& name, bool feed, const object& got) const {
        static const std::map<std::string, std::string> everywhere = {{"feedType", "feed_type"},
                                                                      {"feedVersion", "feed_version"},
                                                                      {"feedLink", "feed_link"},
                                                                      {"updated", "updated_raw"},
                                                                      {"published", "published_raw"},
                                                                      {"version", "feed_version"},
                                                                      {"managingEditor", "managing_editor"},
                                                                      {"webMaster", "web_master"},
                                                                      {"pubDate", "published_raw"},
                                                                      {"lastBuildDate", "updated_raw"},
                                                                      {"textInput", "text_input"},
                                                                      {"skipHours", "skip_hours"},
                                                                      {"skipDays", "skip_days"},
                                                                      {"subtitle", "description"}};
        if (specific_ && atom_) {
            if (name == "rights" && feed) return member(got, "copyright");
            if (name == "links") return member(got, "link_details");
            if (name == "categories") return member(got, "category_details");
            if (name == "generator") return member(got, "generator_details");
            if (name == "content") return content(got);
            if (name == "title" || name == "summary" || name == "id") return member(got, name);
        } else if (specific_) {
            if (name == "categories") return member(got, "category_details");
            if (name == "image") return member(got, "image_details");
            if (name == "author") return member(got, "author_raw");
            if (name == "guid")
                return object{{"value", member(got, "guid")}, {"isPermalink", member(got, "is_permalink")}};
        }
        auto* enclosures = got.if_contains("enclosures");
        if (name == "enclosure") return enclosures ? enclosures->get_array()[0] : value();
        auto found = everywhere.find(name);
        return member(got, found == everywhere.end() ? name : found->second);
    }

    value content(const object& got) const {
        object out{{"type", member(got, "content_type")}, {"value", member(got, "content")}};
        if (got.contains("content_src")) out["src"] = got.at("content_src");
        if (member(got, "content").is_null()) out.erase("value");
        return out;
    }

    void count(const std::string& field, bool equal, const value& got, const value& expected) {
        auto& score = scores[(specific_ ? atom_ ? "atom:" : "rss:" : "") + field];
        ++score.total;
        score.equal += equal ? 1 : 0;
        if (!equal)
            differences.push_back(name_ + " " + field + "\n    ours " + json::serialize(got) +
                                  "\n    theirs " + json::serialize(expected));
    }

    std::string name_;
    bool specific_ = false, atom_ = false;
};

fs::path expectation(const fs::path& file) {
    auto beside = fs::path(file).replace_extension(".json");
    if (file.extension() == ".xml") return fs::exists(beside) ? beside : fs::path();
    if (file.stem().string().ends_with("_expected")) return {};
    auto expected = file.parent_path() / (file.stem().string() + "_expected.json");
    return fs::exists(expected) ? expected : fs::path();
}
}  // namespace

TEST(PublicFeeds, are_understood_as_another_reader_understands_them) {
    SHARED_DATA(folder, "04-feeds");
    Comparison comparison;
    std::size_t files = 0;
    for (const auto& each : fs::recursive_directory_iterator(folder / "gofeed/testdata")) {
        auto expected = each.is_regular_file() ? expectation(each.path()) : fs::path();
        // The JSON-specific expectations repeat the input; the universal ones say what it means.
        bool echo = each.path().string().find("/parser/json/") != std::string::npos;
        if (expected.empty() || echo) continue;
        comparison.file(each.path(), expected);
        ++files;
    }
    Score all;
    for (const auto& [field, score] : comparison.scores) {
        std::cout << fmt::format("{:>5}/{:<5} {}\n", score.equal, score.total, field);
        all.equal += score.equal, all.total += score.total;
    }
    if (std::getenv("RAPPORT_SHOW_DIFFERENCES"))
        for (const auto& each : comparison.differences) std::cout << each << '\n';
    double share = static_cast<double>(all.equal) / static_cast<double>(std::max<std::size_t>(all.total, 1));
    std::cout << fmt::format("{} files, {} of {} fields equal: {:.2f} %\n", files, all.equal, all.total,
                             share * 100);
    EXPECT_GE(files, 530u);
    // What is left are choices: we read authors, ids and addresses that the other reader does not.
    EXPECT_GE(share, 0.992);
}
