#include "courier/claims.hpp"

#include "base/encoding.hpp"
#include "base/hash.hpp"
#include "courier/network_ground_test.hpp"
#include "model/confirm_link.hpp"
#include "store/confirmations.hpp"

namespace courier {
namespace {
using Kind = model::Claim::Kind;

class ClaimsOf : public OnANetwork {
protected:
    model::Inbound post(std::string id, std::vector<model::Claim> claims) {
        auto item = said(std::move(id), "Hello");
        item.author.claims = std::move(claims);
        return item;
    }
    std::vector<store::Claim> kept() {
        return house->read([&](db::Tx& tx) {
            auto who = store::identity(tx, workspace, "town", "@ana@town.example");
            return who ? store::claims_of(tx, workspace, {who->id}) : std::vector<store::Claim>{};
        });
    }
    bool means(std::string_view network, std::string_view handle) {
        return house->read([&](db::Tx& tx) {
            return tx
                .one("SELECT 1 FROM claim_target WHERE workspace_id = $1 AND network = $2 AND handle = $3",
                     workspace, network, handle)
                .has_value();
        });
    }
    std::int64_t waiting() { return count("SELECT count(*) FROM claim WHERE weighed_at IS NULL"); }
    void all_weighed() {
        house->change(system, [&](store::Change& change) {
            for (const auto& each : store::unweighed_claims(change.tx, workspace, 100))
                store::weighed(change, each.id);
        });
    }
};
RAPPORT_EACH_DATABASE(ClaimsOf);

TEST_P(ClaimsOf, authors_are_kept_once_in_the_spelling_of_every_network) {
    model::Claim page{Kind::rel_me, "https://Town.example/@Ana", false},
        mail{Kind::bio, "Ana@C.example", false};
    take({post("1", {page, mail}), post("2", {page, page, mail})});
    take({post("3", {mail, page})});
    EXPECT_EQ(kept().size(), 2u);
    EXPECT_TRUE(means("mastodon", "@ana@town.example"));
    EXPECT_TRUE(means("email", "ana@c.example"));
    EXPECT_EQ(waiting(), 2);
}

TEST_P(ClaimsOf, a_check_that_comes_later_is_weighed_anew) {
    take({post("1", {{Kind::rel_me, "https://ana.example", false}})});
    all_weighed();
    take({post("2", {{Kind::rel_me, "https://ana.example", false}})});
    EXPECT_EQ(waiting(), 0);
    take({post("3", {{Kind::rel_me, "https://ana.example", true}})});
    ASSERT_EQ(kept().size(), 1u);
    EXPECT_TRUE(kept()[0].claim.verified);
    EXPECT_EQ(waiting(), 1);
}

TEST_P(ClaimsOf, a_network_that_is_named_is_the_only_one_meant) {
    take({post("1", {{Kind::signed_, "ana@town.example", true, "email"}})});
    EXPECT_TRUE(means("email", "ana@town.example"));
    EXPECT_FALSE(means("mastodon", "@ana@town.example"))
        << "a mail address is no account of the same spelling";
}

TEST_P(ClaimsOf, who_says_too_much_or_what_cannot_be_read_is_not_kept) {
    std::vector<model::Claim> many{{Kind::bio, std::string(600, 'a'), false}, {Kind::bio, "a\xff", false}};
    for (int n = 0; n < 60; ++n) many.push_back({Kind::bio, fmt::format("@a{}@t.example", n), false});
    take({post("1", many)});
    EXPECT_EQ(kept().size(), 40u);
}

TEST_P(ClaimsOf, an_archive_proves_nothing) {
    channels::Batch batch;
    batch.items.push_back(post("1", {{Kind::signed_, "ana@c.example", true, "email"}}));
    auto import = ids.next();
    intake->take(system, channel, std::move(batch), std::nullopt, import);
    EXPECT_TRUE(kept().empty());
}

TEST_P(ClaimsOf, and_reactions_speak_for_their_authors_too) {
    channels::Batch batch;
    model::Reaction follow;
    follow.remote_id = "f", follow.kind = model::Reaction::Kind::follow, follow.at = clock.now();
    follow.who = {"town", "@ana@town.example", "Ana", "", "", {{Kind::bio, "ana@c.example", false}}};
    batch.reactions.push_back(follow);
    take(std::move(batch));
    EXPECT_EQ(kept().size(), 1u);
}

TEST_P(ClaimsOf, the_link_to_confirm_is_in_what_leaves_and_in_nothing_that_stays) {
    std::string word(43, 'w');
    auto asked = house->change(system, [&](store::Change& change) {
        store::Confirmation c;
        c.first = change.fresh(), c.second = change.fresh(), c.base = "https://crm.example";
        c.kept = seal.close(json::serialize(json::object{{"first", word}, {"second", "x"}, {"code", "1"}}));
        return store::add_confirmation(change, c, hex(sha256(word)), "s");
    });
    take({said("1", "Hello")});
    auto id = write(at("1"), "Is it you? [link]");
    house->change(system, [&](store::Change& change) {
        store::change_extra(change, *store::message(change.tx, workspace, id),
                            json::object{{"confirmation", asked.text()}});
    });
    std::string left;
    stage.send = [&](const model::Outgoing& m) {
        left = m.text;
        return channels::Receipt{channels::Receipt::State::unknown, ""};
    };
    EXPECT_TRUE(dispatch->step());
    EXPECT_EQ(left, "Is it you? https://crm.example/confirm/" + word);
    auto own = said("2", left, "@hello@town.example");
    own.direction = model::Direction::outbound, own.reply_to = {"1"}, own.sent_at = clock.now();
    auto reply = said("3", "What is this?");
    reply.quoted = left;
    EXPECT_EQ(take({own, reply}).added, 1) << "our own is known again, link or not";
    EXPECT_EQ(state(id), "sent");
    EXPECT_EQ(at("3").quoted, "Is it you? [link]");
    EXPECT_EQ(count("SELECT count(*) FROM message WHERE text LIKE '%wwww%' OR quoted LIKE '%wwww%'"), 0);
}

TEST_P(ClaimsOf, a_question_that_was_withdrawn_does_not_leave) {
    auto asked = house->change(system, [&](store::Change& change) {
        store::Confirmation c;
        c.first = change.fresh(), c.second = change.fresh(), c.base = "https://crm.example", c.kept = "gone";
        return store::add_confirmation(change, c, "a", "b");
    });
    take({said("1", "Hello")});
    auto id = write(at("1"), "Is it you? [link]");
    house->change(system, [&](store::Change& change) {
        store::end_confirmation(change, *store::confirmation(change.tx, workspace, asked), "withdrawn");
        store::change_extra(change, *store::message(change.tx, workspace, id),
                            json::object{{"confirmation", asked.text()}});
    });
    stage.send = [](auto&) -> channels::Receipt { throw std::runtime_error("sent all the same"); };
    dispatch->step();
    EXPECT_EQ(state(id), "failed");
}
}  // namespace
}  // namespace courier
