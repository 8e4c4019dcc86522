#include "channels/bluesky/facets.hpp"

#include <gtest/gtest.h>

namespace channels::bluesky {
namespace {
std::string found(const std::string& text) {
    auto did_of = [](const std::string& handle) { return handle == "ana.town.example" ? "did:plc:ana" : ""; };
    std::string out;
    for (const auto& each : facets(text, did_of)) {
        auto begin = static_cast<std::size_t>(json::integer(*json::find(each, {"index"}), "byteStart"));
        auto end = static_cast<std::size_t>(json::integer(*json::find(each, {"index"}), "byteEnd"));
        const auto& feature = json::list(each, "features").front();
        out += "[" + text.substr(begin, end - begin) + "=" + json::text(feature, "did") +
               json::text(feature, "uri") + json::text(feature, "tag") + "]";
    }
    return out;
}

TEST(BlueskyFacets, stand_at_bytes_whatever_comes_before) {
    EXPECT_EQ(
        found("🥖🥖 é @ana.town.example: #pâte at maison.example.org/a"),
        "[@ana.town.example=did:plc:ana][#pâte=pâte][maison.example.org/a=https://maison.example.org/a]");
}

TEST(BlueskyFacets, a_name_that_nobody_has_is_only_a_word) {
    EXPECT_EQ(found("@ben.town.example and @ana"), "");
    EXPECT_EQ(found("Ask @ana.town.example."), "[@ana.town.example=did:plc:ana]");
    EXPECT_EQ(found("x@ana.town.example @ana.town.example@other.example"), "");
}

TEST(BlueskyFacets, a_tag_too_long_is_none) {
    EXPECT_EQ(found("#" + std::string(70, 'x')), "");
}
}  // namespace
}  // namespace channels::bluesky
