#include "people/claims.hpp"

#include "people/people_ground_test.hpp"

namespace people {
namespace {
using Kind = model::Claim::Kind;

class Claims : public AmongPeople {
protected:
    void says(const store::Identity& who, model::Claim claim, const store::Identity& other) {
        says(who, std::move(claim), model::Handle{other.network, other.handle});
    }
    void says(const store::Identity& who, model::Claim claim, const model::Handle& meant) {
        if (claim.says.empty()) claim.says = meant.handle;
        write([&](store::Change& change) { store::add_claim(change, who.id, claim, {meant}); });
        weigh_new(*house, workspace);
    }
    static model::Claim seen() { return {Kind::rel_me, "", true}; }
    static model::Claim link() { return {Kind::rel_me, "", false}; }
    static model::Claim bio() { return {Kind::bio, "", false}; }
};
RAPPORT_EACH_DATABASE(Claims);

TEST_P(Claims, both_sides_and_a_checked_link_are_certain) {
    auto ana = meet("mastodon", "@ana@t.example", "Ana"), page = meet("bluesky", "@ana.example", "A.");
    says(ana, seen(), page);
    EXPECT_FALSE(one(ana, page)) << "one side's word alone";
    ASSERT_EQ(open().size(), 1u);
    EXPECT_GE(open()[0].score, 0.85);
    says(page, link(), ana);
    EXPECT_TRUE(one(ana, page));
    EXPECT_EQ(why(page).kind, "rel_me");
    EXPECT_TRUE(open().empty());
    auto audit = house->read([&](db::Tx& tx) { return store::audit_entries(tx, workspace, {}); });
    ASSERT_EQ(audit.size(), 1u);
    EXPECT_EQ(audit[0].action, "people_linked");
}

TEST_P(Claims, the_checked_link_may_be_on_either_side) {
    auto ana = meet("mastodon", "@ana@t.example"), other = meet("mastodon", "@ana@u.example");
    says(ana, link(), other);
    says(other, seen(), ana);
    EXPECT_TRUE(one(ana, other));
}

TEST_P(Claims, a_hostile_author_who_claims_anothers_handle_links_nothing) {
    auto ana = meet("email", "ana@c.example", "Ana"),
         mallory = meet("mastodon", "@mallory@e.example", "Mallory");
    for (const auto& claim :
         {bio(), link(), model::Claim{Kind::rel_me, "https://c.example/ana", true},
          model::Claim{Kind::domain, "c.example", true}, model::Claim{Kind::signed_, "ana@c.example", true},
          model::Claim{Kind::signed_, "Ana@c.example", false, "email"}})
        says(mallory, claim, ana);
    EXPECT_FALSE(one(ana, mallory));
    ASSERT_EQ(open().size(), 1u) << "one suggestion with all reasons";
    EXPECT_NE(open()[0].evidence.front().text.find("nothing from there confirms it"), std::string::npos);
}

TEST_P(Claims, a_victim_whose_bio_warns_of_the_forger_does_not_answer_him) {
    auto ana = meet("mastodon", "@ana@t.example"), mallory = meet("mastodon", "@mallory@e.example");
    says(ana, bio(), mallory);
    says(mallory, seen(), ana);
    EXPECT_FALSE(one(ana, mallory));
    says(mallory, {Kind::rel_me, "https://t.example/@ana", false}, ana);
    EXPECT_FALSE(one(ana, mallory));
}

TEST_P(Claims, two_links_that_nobody_has_checked_are_only_a_better_guess) {
    auto ana = meet("mastodon", "@ana@t.example"), other = meet("bluesky", "@ana.example");
    says(ana, link(), other);
    auto before = open().at(0).score;
    says(other, link(), ana);
    EXPECT_FALSE(one(ana, other));
    EXPECT_GT(open().at(0).score, before);
}

TEST_P(Claims, what_our_own_site_has_signed_is_certain) {
    auto ana = meet("email", "ana@c.example", "Ana"), visitor = meet("chat", "user-7", "Ana L.");
    says(visitor, {Kind::signed_, "ana@c.example", true, "email"}, ana);
    EXPECT_TRUE(one(ana, visitor));
    EXPECT_EQ(why(visitor).kind, "signed");
}

TEST_P(Claims, about_somebody_unknown_wait_until_he_writes) {
    auto ana = meet("mastodon", "@ana@t.example", "Ana");
    says(ana, link(), model::Handle{"email", "ana@c.example"});
    EXPECT_TRUE(open().empty());
    auto late = meet("email", "ana@c.example", "A. Lima");
    follow(*house, workspace, 0);
    ASSERT_EQ(open().size(), 1u);
    EXPECT_EQ(open()[0].evidence.front().kind, "rel_me");
    EXPECT_FALSE(one(ana, late));
}

TEST_P(Claims, a_signed_handle_is_linked_when_it_turns_up) {
    auto visitor = meet("chat", "user-7", "Ana");
    says(visitor, {Kind::signed_, "ana@c.example", true, "email"}, model::Handle{"email", "ana@c.example"});
    auto late = meet("email", "ana@c.example", "A. Lima");
    follow(*house, workspace, 0);
    EXPECT_TRUE(one(visitor, late));
}

TEST_P(Claims, who_was_parted_is_not_linked_by_them_again) {
    auto ana = meet("email", "ana@c.example"), visitor = meet("chat", "user-7");
    says(visitor, {Kind::signed_, "ana@c.example", true, "email"}, ana);
    write([&](store::Change& change) {
        split(change, store::standing_link(change.tx, workspace, visitor.id)->id, "She shares a computer.");
    });
    says(visitor, {Kind::signed_, "Ana@c.example", true, "email"}, ana);
    EXPECT_FALSE(one(ana, visitor));
    EXPECT_TRUE(open().empty());
}

TEST_P(Claims, a_handle_that_many_claim_is_suggested_to_nobody_more) {
    auto ceo = meet("mastodon", "@ceo@t.example", "The CEO");
    for (int n = 0; n < 25; ++n) says(meet("mastodon", fmt::format("@fan{}@t.example", n)), link(), ceo);
    EXPECT_LT(open().size(), 20u);
}

TEST_P(Claims, two_who_hold_the_same_page_are_likely_one) {
    auto ana = meet("mastodon", "@ana@t.example"), sky = meet("bluesky", "did:plc:a");
    model::Handle page{"feed", "https://ana.example"};
    says(ana, {Kind::rel_me, "https://ana.example", true}, page);
    says(sky, {Kind::domain, "ana.example", true}, page);
    EXPECT_FALSE(one(ana, sky));
    ASSERT_EQ(open().size(), 1u);
    EXPECT_EQ(open()[0].evidence.front().kind, "same_page");
}

class Domain : public Claims {
protected:
    void SetUp() override {
        Claims::SetUp();
        if (IsSkipped()) return;
        ana = meet("mastodon", "@ana@t.example", "Ana");
        sky = meet_called("bluesky", "did:plc:a", "@ana.example");
    }
    void link_checked(const store::Identity& who) {
        says(who, {Kind::rel_me, "https://ana.example", true}, page);
    }
    void name_proven(const store::Identity& who) { says(who, {Kind::domain, "ana.example", true}, page); }

    store::Identity ana, sky;
    model::Handle page{"feed", "https://ana.example/"};
};
RAPPORT_EACH_DATABASE(Domain);

TEST_P(Domain, that_a_handle_is_and_that_links_to_a_profile_is_certain) {
    name_proven(sky), link_checked(ana);
    EXPECT_TRUE(one(ana, sky));
    EXPECT_EQ(why(sky).kind, "domain");
    EXPECT_NE(why(sky).text.find("@ana.example (Bluesky)"), std::string::npos) << why(sky).text;
    EXPECT_TRUE(open().empty());
}

TEST_P(Domain, comes_to_the_same_the_other_way_round) {
    link_checked(ana), name_proven(sky);
    EXPECT_TRUE(one(ana, sky));
}

TEST_P(Domain, that_links_to_nobody_says_nothing) {
    name_proven(sky), says(ana, {Kind::rel_me, "https://ana.example", false}, page);
    EXPECT_FALSE(one(ana, sky));
    EXPECT_TRUE(open().empty());
}

TEST_P(Domain, that_several_hold_is_only_a_guess) {
    auto baker = meet("mastodon", "@baker@t.example", "Baker");
    link_checked(ana), link_checked(baker), name_proven(sky);
    EXPECT_FALSE(one(ana, sky) || one(baker, sky));
    EXPECT_EQ(open().size(), 3u);
}

TEST_P(Domain, that_the_handle_is_no_longer_called_by_is_only_a_guess) {
    name_proven(sky);
    write([&](store::Change& change) {
        store::meet(change, {.network = "bluesky", .handle = "did:plc:a", .shown = "@elsewhere.example"});
    });
    link_checked(ana);
    EXPECT_FALSE(one(ana, sky));
}

TEST_P(Domain, does_not_link_again_who_was_parted) {
    name_proven(sky), link_checked(ana);
    write([&](store::Change& change) {
        split(change, store::standing_link(change.tx, workspace, sky.id)->id, "The site was sold.");
    });
    says(ana, {Kind::rel_me, "https://ana.example/", true}, page);
    EXPECT_FALSE(one(ana, sky));
}

TEST_P(Domain, is_a_way_to_name_a_handle) {
    says(ana, {Kind::rel_me, "https://bsky.app/profile/ana.example", false}, {"bluesky", "ana.example"});
    ASSERT_EQ(open().size(), 1u);
    EXPECT_FALSE(one(ana, sky));
    auto late = meet_called("bluesky", "did:plc:late", "@late.example");
    says(late, link(), ana);
    says(ana, {Kind::rel_me, "https://bsky.app/profile/late.example", true}, {"bluesky", "late.example"});
    EXPECT_TRUE(one(ana, late)) << "both sides, by what it is called";
}

TEST_P(Claims, make_a_handle_known_that_our_own_site_has_signed) {
    auto visitor = meet("chat", "user-7", "Ana");
    says(visitor, {Kind::signed_, "ana@c.example", true, "email"}, model::Handle{"email", "ana@c.example"});
    auto mail =
        house->read([&](db::Tx& tx) { return store::identity(tx, workspace, "email", "ana@c.example"); });
    ASSERT_TRUE(mail);
    EXPECT_EQ(mail->person, now(visitor).person);
    EXPECT_EQ(why(*mail).kind, "signed");
}

TEST_P(Claims, of_another_workspace_are_not_seen) {
    auto ana = meet("email", "ana@c.example");
    auto elsewhere = add_workspace("Elsewhere");
    auto actor = store::Actor::system(elsewhere);
    house->change(actor, [&](store::Change& change) {
        auto visitor = store::meet(change, {"chat", "user-7"});
        store::add_claim(change, visitor.id, {Kind::signed_, "ana@c.example", true, "email"},
                         {{"email", "ana@c.example"}});
    });
    weigh_new(*house, elsewhere);
    weigh_new(*house, workspace);
    house->read([&](db::Tx& tx) {
        EXPECT_EQ(store::links_of_identity(tx, workspace, ana.id).size(), 1u);
        EXPECT_TRUE(store::links_of_identity(tx, elsewhere, ana.id).empty());
    });
}
}  // namespace
}  // namespace people
