#include "channels/mastodon/connector.hpp"

#include "channels/mastodon/ground_test.hpp"

namespace channels::mastodon {
namespace {
class MastodonReading : public InTown {};
class MastodonWriting : public InTown {};
class MastodonDeeds : public InTown {};

TEST_F(MastodonReading, tells_who_we_are_what_fits_and_how_often_we_may_ask) {
    town.mention("<p>hello</p>");
    auto connector = connect();
    auto batch = next(*connector);
    ASSERT_TRUE(batch.health);
    EXPECT_EQ(batch.health->account, "@hello@town.example");
    EXPECT_EQ(batch.health->audience, 4200);
    EXPECT_EQ(batch.health->remaining, 250);
    EXPECT_EQ(batch.health->limit, 300);
    EXPECT_EQ(batch.health->limits->characters, 600u);
    EXPECT_EQ(batch.health->limits->attachments, 3u);
    EXPECT_EQ(batch.health->limits->link_characters, 20u);
    EXPECT_EQ(health(*json::parse(json::serialize(to_json(*batch.health)))), *batch.health);
}

TEST_F(MastodonReading, a_long_absence_costs_nothing) {
    auto connector = connect();
    town.mention("<p>first</p>");
    EXPECT_EQ(next(*connector).items.size(), 1u);
    for (int i = 0; i < 333; ++i) town.mention("<p>again</p>");
    std::set<std::string> ids;
    for (int i = 0; i < 5; ++i)
        for (const auto& each : next(*connector).items) ids.insert(each.remote_id);
    EXPECT_EQ(ids.size(), 333u);
}

TEST_F(MastodonReading, a_server_that_shows_the_newest_of_many_loses_none_of_them) {
    auto connector = connect();
    town.newest_first = true;
    town.mention("<p>first</p>");
    EXPECT_EQ(next(*connector).items.size(), 1u);
    for (int i = 0; i < 99; ++i) town.mention("<p>again</p>");
    std::set<std::string> ids;
    for (int i = 0; i < 3; ++i)
        for (const auto& each : next(*connector).items) ids.insert(each.remote_id);
    EXPECT_EQ(ids.size(), 99u);
}

TEST_F(MastodonReading, honours_edits_and_deletions_that_nobody_tells_of) {
    auto connector = connect();
    auto one = town.mention("<p>burnt</p>"), two = town.mention("<p>cold</p>");
    next(*connector);
    town.change(one, {{"content", "<p>a little dark</p>"}, {"edited_at", "2026-10-14T06:31:00.000Z"}});
    town.take_away(two);
    std::vector<std::string> words, gone;
    for (int i = 0; i < 20 && (words.empty() || gone.empty()); ++i) {
        auto batch = next(*connector);
        for (const auto& each : batch.deleted) gone.push_back(each);
        for (const auto& each : batch.edits)
            if (each.edited_at) words.push_back(each.text);
    }
    EXPECT_EQ(gone, std::vector{two});
    ASSERT_FALSE(words.empty());
    EXPECT_EQ(words[0], "a little dark");
}

TEST_F(MastodonReading, a_stranger_in_a_thread_comes_with_what_was_said_before) {
    auto root = town.own("<p>Fresh bread!</p>");
    town.change(root, {{"account",
                        json::object{{"id", "50"}, {"username", "eve"}, {"acct", "eve@village.example"}}}});
    auto middle = town.own("<p>Where?</p>", {{"in_reply_to_id", root}});
    town.change(middle, {{"account",
                          json::object{{"id", "51"}, {"username", "ben"}, {"acct", "ben@village.example"}}}});
    town.mention("<p>ask @hello</p>", {{"in_reply_to_id", middle}});
    auto connector = connect();
    auto batch = next(*connector);
    ASSERT_EQ(batch.items.size(), 3u);
    EXPECT_EQ(
        std::count_if(batch.items.begin(), batch.items.end(), [](auto& each) { return each.addressed; }), 1);
}

TEST_F(MastodonReading, fetches_pictures_with_their_description) {
    town.meddle([](const net::Request& request) -> std::optional<net::Response> {
        if (request.path != "/loaf.png") return std::nullopt;
        EXPECT_EQ(request.headers.get("Authorization"), "");  // nobody else gets our token
        return net::Response{.headers = {{"Content-Type", "image/png"}}, .body = "PNG bytes"};
    });
    town.mention(
        "<p>look</p>",
        {{"media_attachments",
          json::array{json::object{{"id", "1"},
                                   {"type", "image"},
                                   {"url", town.address() + "/loaf.png"},
                                   {"description", "a black loaf"}},
                      json::object{{"id", "2"}, {"type", "image"}, {"url", town.address() + "/gone.png"}}}}});
    auto connector = connect();
    auto batch = next(*connector);
    ASSERT_EQ(batch.items.size(), 1u);
    ASSERT_EQ(batch.items[0].attachments.size(), 2u);
    EXPECT_EQ(batch.items[0].attachments[0].bytes, "PNG bytes");
    EXPECT_EQ(batch.items[0].attachments[0].description, "a black loaf");
    EXPECT_EQ(batch.items[0].attachments[1].bytes, "");
}

TEST_F(MastodonReading, listens_to_timelines_and_hears_what_is_not_for_us) {
    town.meddle([](const net::Request& request) -> std::optional<net::Response> {
        if (request.path != "/api/v1/timelines/tag/bread") return std::nullopt;
        json::array posts{Town::status("900", Town::ana(), "<p>#bread</p>")};
        bool again = request.query.contains("min_id") && request.query.at("min_id") == "900";
        return net::Response{.body = json::serialize(again ? json::array{} : posts)};
    });
    auto connector = connect({{"listen", "#bread"}});
    auto batch = next(*connector);
    ASSERT_EQ(batch.items.size(), 1u);
    EXPECT_FALSE(batch.items[0].addressed);
    EXPECT_THROW(connect({{"listen", "bread and butter"}}), ChannelError);
}

TEST_F(MastodonReading, leaves_the_last_requests_to_those_who_write) {
    auto connector = connect();
    town.meddle([](const net::Request& request) -> std::optional<net::Response> {
        if (request.path != "/api/v1/accounts/7/statuses") return std::nullopt;
        return net::Response{
            .headers = {{"X-RateLimit-Remaining", "3"}, {"X-RateLimit-Reset", "2026-10-14T06:42:00Z"}},
            .body = "[]"};
    });
    auto batch = connector->next({});
    EXPECT_EQ(State::read(batch.next, town.address()).next_at, *Time::parse("2026-10-14T06:42:00Z"));
}

TEST_F(MastodonWriting, answers_where_it_was_asked_and_names_whom_it_answers) {
    auto asked = town.mention("<p>open?</p>");
    auto connector = connect();
    auto receipt = connector->send(answer(asked, "Until six."));
    EXPECT_EQ(receipt.state, Receipt::State::sent);
    auto post = json::value(town.post(receipt.remote_id));
    EXPECT_EQ(json::text(post, "content"), "<p>@ana@village.example Until six.</p>");
    EXPECT_EQ(json::text(post, "in_reply_to_id"), asked);
    EXPECT_EQ(json::text(post, "visibility"), "unlisted");
    EXPECT_EQ(town.requests("POST /api/v1/statuses").at(0).headers.get("Idempotency-Key"), "77");
}

TEST_F(MastodonWriting, a_name_that_is_there_is_not_said_twice) {
    EXPECT_EQ(addressed(answer("1", "Hi @Ana@village.example, yes"), ""), "Hi @Ana@village.example, yes");
    EXPECT_EQ(addressed(answer("1", "Ask @ana@village.example."), ""), "Ask @ana@village.example.");
    EXPECT_EQ(addressed(answer("1", "Ask @ana@village.example2"), ""),
              "@ana@village.example Ask @ana@village.example2");
}

TEST_F(MastodonWriting, without_an_audience_nobody_else_sees_it) {
    auto message = answer("", "psst");
    message.audience = "";
    auto connector = connect();
    EXPECT_EQ(json::text(json::value(town.post(connector->send(message).remote_id)), "visibility"), "direct");
}

TEST_F(MastodonWriting, takes_pictures_warnings_and_questions_along) {
    auto message = answer("", "Which one?");
    message.subject = "food";
    message.attachments = {
        {.name = "loaf\".png", .media_type = "image/png", .bytes = "PNG", .description = "a loaf"}};
    message.poll = model::Poll{{"Rye", "Spelt"}, true, 3600};
    auto connector = connect();
    auto post = json::value(town.post(connector->send(message).remote_id));
    EXPECT_EQ(json::text(post, "spoiler_text"), "food");
    EXPECT_EQ(*json::find(post, {"media_ids"}), json::value(json::array{"m1"}));
    EXPECT_EQ(*json::find(post, {"asked", "options"}), (json::value(json::array{"Rye", "Spelt"})));
    auto upload = town.requests("POST /api/v2/media").at(0);
    EXPECT_NE(upload.body.find("a loaf"), std::string::npos);
    EXPECT_NE(upload.body.find("filename=\"loaf.png\""), std::string::npos);
}

TEST_F(MastodonWriting, a_refusal_is_told_in_the_servers_words) {
    auto error = failure([&] { connect()->send(answer("", std::string(700, 'x'))); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::rejected);
    EXPECT_NE(error->text().find("character limit of 600"), std::string::npos);
}

TEST_F(MastodonWriting, what_was_applied_before_the_failure_is_found_and_never_doubled) {
    int calls = 0;
    auto connector = connect();
    town.meddle([&](const net::Request& request) -> std::optional<net::Response> {
        if (request.method != net::Method::post || request.path != "/api/v1/statuses" || calls++ > 0)
            return std::nullopt;
        return net::Response{.status = 502, .body = "bad gateway"};
    });
    auto message = answer("", "Until six.");
    EXPECT_EQ(connector->send(message).state, Receipt::State::unknown);
    EXPECT_EQ(connector->look_for(message), Sighting::absent);
    auto applied =
        town.own("<p><span><a href=\"x\" class=\"mention\">@<span>ana</span></a></span> Until six.</p>",
                 {{"created_at", "2026-10-14T06:30:01.000Z"}});
    clock.advance(minute_ms);
    auto seen = connector->look_for(message);
    EXPECT_EQ(seen, Sighting::found);
    EXPECT_EQ(seen.remote_id, applied);
    message.text = "Until seven.";
    EXPECT_EQ(connector->look_for(message), Sighting::absent);
}

class MastodonLooking : public InTown {
protected:
    void publish(int count) {
        for (int i = 0; i < count; ++i)
            town.own("<p>bread " + std::to_string(i) + "</p>", {{"created_at", "2026-10-14T06:29:30.000Z"}});
    }
    Sighting look(Connected& connector, std::string text, std::string audience = "public") {
        auto message = answer("", text);
        message.to = {}, message.audience = std::move(audience);
        return connector.look_for(message);
    }
    std::size_t pages() const { return town.requests("GET /api/v1/accounts/7/statuses").size(); }
};

TEST_F(MastodonLooking, goes_back_as_far_as_it_must_and_once_for_all_that_is_in_doubt) {
    auto first = town.own("<p>warm bread</p>", {{"created_at", "2026-10-14T06:29:10.000Z"}});
    publish(500);
    auto connector = connect();
    EXPECT_EQ(look(*connector, "no bread"), Sighting::absent);
    EXPECT_EQ(look(*connector, "warm bread").remote_id, first);
    EXPECT_EQ(look(*connector, "bread 7"), Sighting::found);
    EXPECT_EQ(look(*connector, "still no bread"), Sighting::absent);
    auto asked = pages();
    EXPECT_LE(asked, 14u);
    clock.advance(minute_ms);
    town.own("<p>no bread</p>", {{"created_at", "2026-10-14T06:30:30.000Z"}});
    EXPECT_EQ(look(*connector, "no bread"), Sighting::found) << "what was read a minute ago is old";
    EXPECT_LE(pages(), 2 * asked);
}

TEST_F(MastodonLooking, a_list_that_does_not_go_far_enough_back_proves_nothing) {
    publish(40);
    town.meddle([&](const net::Request& request) -> std::optional<net::Response> {
        if (request.path != "/api/v1/accounts/7/statuses" || !request.query.contains("max_id"))
            return std::nullopt;
        auto without = request;
        without.query.erase("max_id");  // as snac does
        return town.itself(without);
    });
    auto connector = connect();
    EXPECT_EQ(look(*connector, "bread 7"), Sighting::found);
    EXPECT_EQ(look(*connector, "no bread"), Sighting::cannot_tell);
}

TEST_F(MastodonLooking, a_list_of_what_all_may_see_cannot_tell_of_what_followers_see) {
    town.meddle([](const net::Request& request) -> std::optional<net::Response> {
        if (request.path != "/api/v2/instance") return std::nullopt;
        return net::Response{.body =
                                 R"j({"domain":"town.example","version":"2.7.2 (compatible; snac 2.75)"})j"};
    });
    auto connector = connect();
    EXPECT_EQ(look(*connector, "no bread"), Sighting::absent);
    for (auto audience : {"followers", "direct", ""})
        EXPECT_EQ(look(*connector, "no bread", audience), Sighting::cannot_tell) << audience;
}

TEST_F(MastodonWriting, what_never_left_is_tried_again_and_429_waits_to_the_second) {
    auto config = town.config();
    config.options["server"] = "http://127.0.0.1:1";
    auto nowhere = failure([&] { Connected(config, around).send(answer("", "x")); });
    ASSERT_TRUE(nowhere);
    EXPECT_EQ(nowhere->fault(), Fault::retry_later);
    auto connector = connect();
    connector->next({});
    town.meddle([](const net::Request&) -> std::optional<net::Response> {
        return net::Response{.status = 429, .headers = {{"X-RateLimit-Reset", "2026-10-14T06:35:17.000Z"}}};
    });
    auto busy = failure([&] { connector->send(answer("", "x")); });
    ASSERT_TRUE(busy);
    EXPECT_EQ(busy->fault(), Fault::retry_later);
    EXPECT_EQ(busy->retry_at(), *Time::parse("2026-10-14T06:35:17Z"));
}

TEST_F(MastodonDeeds, are_done_and_undone) {
    auto id = town.mention("<p>lovely</p>");
    auto connector = connect();
    auto flag = [&](const char* name) { return json::boolean(json::value(town.post(id)), name); };
    connector->act({.act = model::Deed::Act::like, .target = id});
    EXPECT_TRUE(flag("favourited"));
    connector->act({.act = model::Deed::Act::like, .undo = true, .target = id});
    EXPECT_FALSE(flag("favourited"));
    connector->act({.act = model::Deed::Act::repost, .target = id});
    EXPECT_TRUE(flag("reblogged"));
    connector->act({.act = model::Deed::Act::follow, .who = {"mastodon", "@ana@village.example"}});
    EXPECT_EQ(town.requests("POST /api/v1/accounts/21/follow").size(), 1u);
    auto gone = failure([&] { connector->act({.act = model::Deed::Act::like, .target = "nothing"}); });
    ASSERT_TRUE(gone);
    EXPECT_EQ(gone->fault(), Fault::gone);
}

TEST_F(MastodonDeeds, an_edit_keeps_the_pictures_and_a_deletion_may_come_late) {
    auto id = town.own("<p>at six</p>",
                       {{"media_attachments", json::array{json::object{{"id", "m9"}, {"url", "x"}}}}});
    auto connector = connect();
    model::Deed edit{.act = model::Deed::Act::edit, .target = id};
    edit.words.text = "at seven";
    connector->act(edit);
    EXPECT_EQ(json::text(json::value(town.post(id)), "content"), "<p>at seven</p>");
    auto body = json::parse(town.requests("PUT /api/v1/statuses/" + id).at(0).body);
    EXPECT_EQ(*json::find(*body, {"media_ids"}), json::value(json::array{"m9"}));
    model::Deed erase{.act = model::Deed::Act::erase, .target = id};
    connector->act(erase);
    EXPECT_TRUE(town.post(id).empty());
    EXPECT_EQ(connector->act(erase).state, Receipt::State::sent);
}
}  // namespace
}  // namespace channels::mastodon
