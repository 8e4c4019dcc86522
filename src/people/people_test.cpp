#include "people/people.hpp"

#include <map>

#include "people/contact.hpp"
#include "people/people_ground_test.hpp"

namespace people {
namespace {
class People : public AmongPeople {
protected:
    std::vector<std::string> timeline_of(Id person) {
        indexer->finish();
        auto told = timeline(*house, workspace, person, {}, 50, "");
        return house->read([&](db::Tx& tx) {
            std::vector<std::string> all;
            for (auto id : told) all.push_back(store::message(tx, workspace, id)->text);
            return all;
        });
    }
    Id merge_all(const std::vector<store::Identity>& who) {
        return write([&](store::Change& change) {
            Id last;
            for (std::size_t at = 1; at < who.size(); ++at)
                last = merge(change, who[0].person, who[at].person);
            return last;
        });
    }
    Id part(const store::Identity& who) {
        return write([&](store::Change& change) {
            return split(change, store::standing_link(change.tx, workspace, who.id)->id, "Not her.");
        });
    }
};
RAPPORT_EACH_DATABASE(People);

TEST_P(People, one_history_over_four_networks_stands_before_whoever_answers) {
    std::vector<store::Identity> doors{meet("email", "ana@c.example", "Ana"),
                                       meet("mastodon", "@ana@t.example", "Ana"),
                                       meet("bluesky", "did:plc:a", "Ana"), meet("chat", "visitor-1", "Ana")};
    std::vector<Id> conversations;
    for (const auto& door : doors) conversations.push_back(said(door, door.network));
    merge_all(doors);
    for (std::size_t at = 0; at < doors.size(); ++at) {
        auto prior = prior_contact(*house, workspace, now(doors[at]).person, conversations[at], clock.now());
        EXPECT_EQ(prior.total, 3);
        EXPECT_EQ(prior.channels, 3);
        EXPECT_EQ(prior.unanswered, 3);
        std::set<std::string> told;
        for (const auto& item : prior.items) told.insert(item.text);
        EXPECT_EQ(told.size(), 3u);
        EXPECT_FALSE(told.contains(doors[at].network));
    }
}

TEST_P(People, what_was_said_elsewhere_says_why_it_is_hers) {
    auto ana = meet("email", "ana@c.example"), town = meet("mastodon", "@a@t.example"),
         sky = meet("bluesky", "d");
    auto mail = said(ana, "mail"), again = said(ana, "again"), post = said(town, "post");
    said(sky, "sky");
    write([&](store::Change& change) { join(change, town, sky, {"domain", "Her site says so.", 1}); });
    merge_all({ana, town});
    auto why_at = [&](Id conversation) {
        std::map<std::string, std::string> told;
        for (const auto& item : prior_contact(*house, workspace, ana.person, conversation, clock.now()).items)
            told[item.text] = item.linked_by;
        return told;
    };
    auto at_mail = why_at(mail);
    EXPECT_EQ(at_mail["again"], "") << "the same handle";
    EXPECT_NE(at_mail["post"].find("are one person"), std::string::npos);
    EXPECT_EQ(at_mail["sky"], "Her site says so.") << "a proof before the word of somebody";
    EXPECT_EQ(why_at(post)["mail"], at_mail["post"]) << "not that the mail was there first";
    EXPECT_EQ(why_at(again)["mail"], "");
}

TEST_P(People, unlinking_restores_the_histories) {
    auto ana = meet("email", "ana@c.example", "Ana"), town = meet("mastodon", "@ana@t.example", "Ana L"),
         chat = meet("chat", "v1", "A");
    for (const auto& who : {ana, town, chat}) said(who, who.network);
    write([&](store::Change& change) {
        auto person = *store::person(change.tx, workspace, town.person);
        person.note = "Wants rye.", person.roles = {"donor"};
        store::change_person(change, person);
    });
    merge_all({ana, town, chat});
    EXPECT_EQ(timeline_of(ana.person), (std::vector<std::string>{"chat", "mastodon", "email"}));
    EXPECT_EQ(part(town), town.person) << "it goes back to the person it was";
    EXPECT_EQ(timeline_of(town.person), std::vector<std::string>{"mastodon"});
    EXPECT_EQ(timeline_of(ana.person), (std::vector<std::string>{"chat", "email"}));
    house->read([&](db::Tx& tx) {
        auto back = *store::person(tx, workspace, town.person);
        EXPECT_EQ(back.note, "Wants rye.");
        EXPECT_EQ(roles(tx, workspace, *store::person(tx, workspace, ana.person)), std::vector<std::string>{})
            << "the merge is over, and with it what came by it";
    });
}

TEST_P(People, of_a_larger_person_one_handle_goes_and_the_rest_stays) {
    auto ana = meet("email", "ana@c.example"), town = meet("mastodon", "@a@t.example"),
         sky = meet("bluesky", "d");
    merge_all({town, sky});
    merge_all({ana, town});
    EXPECT_TRUE(one(ana, sky));
    EXPECT_EQ(part(sky), sky.person) << "not to the town's, where a merge had taken it before";
    EXPECT_TRUE(one(ana, town));
    EXPECT_EQ(part(town), town.person);
    EXPECT_EQ(now(ana).person, ana.person);
}

TEST_P(People, of_several_that_came_together_each_finds_its_own_way_back) {
    auto ana = meet("email", "ana@c.example"), town = meet("mastodon", "@a@t.example"),
         sky = meet("bluesky", "d"), chat = meet("chat", "v1");
    merge_all({town, sky});
    merge_all({ana, chat});
    merge_all({ana, town});
    EXPECT_EQ(part(town), town.person);
    EXPECT_EQ(part(sky), sky.person);
    EXPECT_EQ(part(chat), chat.person);
}

TEST_P(People, what_shows_that_two_are_one_goes_with_them) {
    auto ana = meet("email", "ana@c.example"), town = meet("mastodon", "@a@t.example"),
         sky = meet("bluesky", "d");
    write([&](store::Change& change) { join(change, town, sky, {"domain", "Her site says so.", 1}); });
    merge_all({ana, town});
    auto all = house->read([&](db::Tx& tx) { return store::standing_link(tx, workspace, sky.id)->evidence; });
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].kind, "merge");
    EXPECT_EQ(all[1].text, "Her site says so.");
}

TEST_P(People, who_was_brought_by_nobody_gets_a_person_of_its_own) {
    auto ana = meet("email", "ana@c.example"), town = meet("mastodon", "@a@t.example");
    merge_all({ana, town});
    auto alone = part(ana);
    EXPECT_NE(alone, town.person);
    EXPECT_NE(alone, ana.person) << "the town's stands there now";
}

TEST_P(People, who_were_parted_are_not_suggested_again) {
    auto ana = meet("email", "ana@c.example", "Ana Lima"),
         town = meet("mastodon", "@ana@t.example", "Ana Lima");
    merge_all({ana, town});
    part(town);
    write([&](store::Change& change) { suggest_for(change, town.id); });
    EXPECT_TRUE(open().empty());
}

TEST_P(People, an_undone_merge_gives_all_back_and_keeps_only_the_two_sides_apart) {
    auto ana = meet("email", "a@c.example"), town = meet("mastodon", "@x@t.example"),
         sky = meet("bluesky", "d");
    merge_all({town, sky});
    auto id = merge_all({ana, town});
    write([&](store::Change& change) { undo_merge(change, id); });
    EXPECT_TRUE(one(town, sky));
    EXPECT_FALSE(one(ana, town));
    house->read([&](db::Tx& tx) {
        EXPECT_TRUE(store::apart(tx, workspace, ana.id, town.id));
        EXPECT_TRUE(store::apart(tx, workspace, sky.id, ana.id));
        EXPECT_FALSE(store::apart(tx, workspace, town.id, sky.id));
    });
}
}  // namespace
}  // namespace people
