#include "store/topics.hpp"

#include "api/test_shapes.hpp"
#include "api/test_world.hpp"

// What members say is listened for, and what they are shown of it.
namespace api {
namespace {
class TopicsOn : public EachWorld {
protected:
    void SetUp() override {
        EachWorld::SetUp();
        if (IsSkipped()) return;
        here = world("quince");
        ines = here.sessions.at(store::Role::agent);
    }
    net::Response post(const json::value& body, std::string path = "/api/topics") {
        return send(ines, net::Method::post, std::move(path), body);
    }
    json::value add(std::string query, json::object more = {}) {
        more["query"] = std::move(query);
        auto made = post(more);
        EXPECT_EQ(made.status, 201) << made.body;
        return content(made);
    }
    net::Response patch(const json::value& topic, const json::value& body) {
        return send(ines, net::Method::patch, path(topic), body);
    }
    static std::string path(const json::value& topic) { return "/api/topics/" + json::text(topic, "id"); }
    json::array heard(const json::value& topic, std::string_view more = "") {
        auto page = content(get(ines, path(topic) + "/messages?" + std::string(more)));
        const auto* items = json::find(page, {"items"});
        return items && items->is_array() ? items->get_array() : json::array{};
    }

    World here;
    Caller ines;
};
RAPPORT_EACH_DATABASE(TopicsOn);
}  // namespace

TEST_P(TopicsOn, hear_at_once_what_was_said_before) {
    auto made = add("\"quince tart\"");
    EXPECT_EQ(json::text(made, "name"), "\"quince tart\"") << "without a name it is called by its words";
    EXPECT_EQ(json::text(*json::find(made, {"owner"}), "id"),
              here.members.at(store::Role::agent).member.text());
    auto all = heard(made);
    ASSERT_GE(all.size(), 5u);
    EXPECT_EQ(misfit("[SearchHit]", json::object{{"items", all}, {"next", nullptr}}), "");
    for (const auto& each : all) {
        EXPECT_EQ(json::text(*json::find(each, {"message"}), "direction"), "inbound");
        EXPECT_FALSE(json::list(each, "matches").empty()) << json::serialize(each);
    }
    EXPECT_TRUE(json::find(content(get(ines, path(made))), {"reading_since"})->is_null());
    EXPECT_FALSE(json::find(content(get(ines, path(made))), {"last_at"})->is_null());
}

TEST_P(TopicsOn, show_the_words_however_late_they_come) {
    std::string late = "We write a long letter, and only at its end we ask. ";
    for (int n = 0; n < 5; ++n) late += late;
    send(ines, net::Method::post, "/api/conversations",
         json::value{{"person", here.ids.at("people")},
                     {"text", late + "Is there zwieback?"},
                     {"note_kind", "letter"},
                     {"direction", "inbound"}});
    auto all = heard(add("zwieback"));
    ASSERT_EQ(all.size(), 1u);
    auto shown = json::text(all[0], "snippet");
    EXPECT_TRUE(shown.starts_with("… ")) << shown;
    EXPECT_TRUE(shown.ends_with("Is there zwieback?")) << shown;
    EXPECT_EQ(json::list(all[0], "matches").size(), 1u);
}

TEST_P(TopicsOn, are_paged_newest_first) {
    auto made = add("quince");
    auto all = heard(made);
    ASSERT_GE(all.size(), 3u);
    auto first = content(get(ines, path(made) + "/messages?limit=2"));
    auto next = json::text(first, "next");
    EXPECT_FALSE(next.empty());
    auto second = heard(made, "limit=1&before=" + next);
    ASSERT_EQ(second.size(), 1u);
    EXPECT_EQ(second[0], all[2]);
}

TEST_P(TopicsOn, say_at_which_character_a_query_makes_no_sense) {
    auto wrong = [&](std::string query, std::string path) {
        auto said = post(json::value{{"query", query}}, std::move(path));
        EXPECT_EQ(said.status, 400) << said.body;
        auto body = content(said);
        EXPECT_EQ(json::text(body, "field"), "query");
        EXPECT_EQ(misfit("Problem", body), "");
        const auto* position = json::find(body, {"position"});
        return position ? position->to_number<int>() : -1;
    };
    for (std::string where : {"/api/topics", "/api/topics/preview"}) {
        EXPECT_EQ(wrong("bread OR", where), 6) << where;
        EXPECT_EQ(wrong("(bread", where), 0) << where;
        EXPECT_EQ(wrong("br\u00F6tchen\U0001F35E bread)", where), 16) << "UTF-16 units, " << where;
        EXPECT_EQ(wrong("the", where), 0) << where;
        EXPECT_EQ(wrong("bread assigned:me", where), 6) << where;
    }
    auto made = add("bread");
    EXPECT_EQ(patch(made, json::value{{"query", "bread OR"}}).status, 400);
    EXPECT_EQ(json::text(content(get(ines, path(made))), "query"), "bread");
    EXPECT_EQ(json::text(content(post(json::value{{"name", "x"}})), "field"), "query");
    EXPECT_EQ(json::text(content(post(json::value{{"query", "bread"}, {"owner", "7"}})), "field"), "owner");
}

TEST_P(TopicsOn, show_beforehand_what_they_would_hear) {
    clock.set({1'791'999'000'000 + hour_ms});
    auto shown = content(post(json::value{{"query", "tart"}}, "/api/topics/preview"));
    EXPECT_GE(json::find(shown, {"matched"})->to_number<int>(), 4);
    EXPECT_GT(json::find(shown, {"per_hour"})->to_number<double>(), 0.0);
    EXPECT_LE(json::list(shown, "newest").size(), 5u);
    auto nothing = content(post(json::value{{"query", "zwieback"}}, "/api/topics/preview"));
    EXPECT_EQ(json::find(nothing, {"matched"})->to_number<int>(), 0);
}

TEST_P(TopicsOn, are_changed_removed_and_brought_back) {
    auto made = add("quince", {{"name", "Quinces"}, {"review_on", "2027-01-31T12:00:00Z"}});
    auto changed =
        content(patch(made, json::value{{"query", "zwieback"}, {"owner", nullptr}, {"goal", "Sell it"}}));
    EXPECT_EQ(json::text(changed, "name"), "Quinces");
    EXPECT_TRUE(json::find(changed, {"owner"})->is_null());
    EXPECT_FALSE(json::find(changed, {"review_on"})->is_null());
    EXPECT_TRUE(heard(made).empty());
    changed = content(patch(made, json::value{{"query", "quince"}, {"review_on", nullptr}}));
    EXPECT_TRUE(json::find(changed, {"review_on"})->is_null());
    EXPECT_FALSE(heard(made).empty());
    EXPECT_EQ(send(ines, net::Method::del, path(made)).status, 204);
    EXPECT_EQ(send(ines, net::Method::del, path(made)).status, 204) << "once is as good as twice";
    EXPECT_EQ(get(ines, path(made) + "/messages").status, 410);
    EXPECT_EQ(patch(made, json::value{{"name", "x"}}).status, 410);
    EXPECT_FALSE(json::find(content(get(ines, path(made))), {"removed_at"})->is_null());
    EXPECT_EQ(get(ines, "/api/topics").body.find("Quinces"), std::string::npos);
    EXPECT_EQ(send(ines, net::Method::del, path(made) + "/removal").status, 200);
    EXPECT_FALSE(heard(made).empty());
    auto audit = get(here.sessions.at(store::Role::owner), "/api/audit?limit=200").body;
    for (auto action : {"topic_added", "topic_changed", "topic_removed", "topic_restored"})
        EXPECT_NE(audit.find(action), std::string::npos) << action;
}

TEST_P(TopicsOn, stand_by_name_with_what_they_heard_in_a_day) {
    clock.set({1'791'999'000'000 + hour_ms});
    add("quince", {{"name", "Zwieback"}}), add("tart", {{"name", "étrange"}});
    auto all = json::list(content(get(ines, "/api/topics")), "items");
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(json::text(all[0], "name"), "étrange");
    EXPECT_EQ(json::text(all[2], "name"), "Zwieback");
    EXPECT_GE(json::find(all[2], {"day"})->to_number<int>(), 4);
    EXPECT_EQ(json::find(all[2], {"day_before"})->to_number<int>(), 0);
}

TEST_P(TopicsOn, are_as_many_as_can_be_looked_after) {
    house->change(here.owner, [&](store::Change& change) {
        for (int n = 0; n < 999; ++n)
            store::add_topic(change, {.name = "n", .query = "n" + std::to_string(n)});
    });
    auto full = post(json::value{{"query", "pumpernickel"}});
    EXPECT_EQ(full.status, 409) << full.body;
}
}  // namespace api
