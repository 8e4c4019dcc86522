#include "store/accounts.hpp"

#include "base/error.hpp"
#include "store/accounts_ground_test.hpp"

namespace store {
namespace {
struct AccountsTest : Bakery {
    Accounts accounts() { return Accounts(*means); }
    Role role_of(const Actor& who) { return accounts().member(who.workspace, who.member).value().role; }
};
RAPPORT_EACH_DATABASE(AccountsTest);

TEST_P(AccountsTest, the_first_run_makes_an_owner_and_happens_once) {
    EXPECT_FALSE(accounts().needs_setup());
    EXPECT_EQ(antoinette.role, Role::owner);
    EXPECT_EQ(accounts().places(antoinette.member).at(0).workspace.name, "Maison Antoinette");
    EXPECT_EQ(refusal([&] {
                  accounts().set_up({"Other", "Eve", "eve@x.example", "a long password"});
              }),
              Code::conflict);
    EXPECT_EQ(accounts().workspaces().size(), 1u);
}

TEST_P(AccountsTest, only_the_right_password_of_an_active_member_logs_in) {
    auto ben = join("ben", Role::agent);
    EXPECT_EQ(accounts().authenticate(" Ben@Bakery.Example ", password), ben.member);
    EXPECT_EQ(accounts().authenticate("ben@bakery.example", "pain au chocolat"), std::nullopt);
    EXPECT_EQ(accounts().authenticate("nobody@bakery.example", password), std::nullopt);
    accounts().disable(antoinette, ben.member);
    EXPECT_EQ(accounts().authenticate("ben@bakery.example", password), std::nullopt);
    accounts().enable(antoinette, ben.member);
    EXPECT_EQ(accounts().authenticate("ben@bakery.example", password), ben.member);
}

TEST_P(AccountsTest, the_last_owner_can_be_neither_demoted_nor_disabled_nor_removed) {
    auto me = antoinette.member;
    EXPECT_EQ(refusal([&] { accounts().change_role(antoinette, me, Role::admin); }), Code::conflict);
    EXPECT_EQ(refusal([&] { accounts().disable(antoinette, me); }), Code::conflict);
    EXPECT_EQ(refusal([&] { accounts().remove(antoinette, me); }), Code::conflict);
    EXPECT_EQ(role_of(antoinette), Role::owner);
    auto ben = join("ben", Role::owner);
    accounts().disable(antoinette, ben.member);
    EXPECT_EQ(refusal([&] { accounts().change_role(antoinette, me, Role::admin); }), Code::conflict);
    accounts().enable(antoinette, ben.member);
    accounts().change_role(antoinette, me, Role::admin);
    EXPECT_EQ(role_of(antoinette), Role::admin);
}

TEST_P(AccountsTest, nobody_reaches_above_himself) {
    auto admin = join("ada", Role::admin);
    auto agent = join("ben", Role::agent);
    EXPECT_EQ(refusal([&] { accounts().change_role(admin, antoinette.member, Role::viewer); }),
              Code::forbidden);
    EXPECT_EQ(refusal([&] { accounts().remove(admin, antoinette.member); }), Code::forbidden);
    EXPECT_EQ(refusal([&] { accounts().change_role(admin, agent.member, Role::owner); }), Code::forbidden);
    EXPECT_EQ(refusal([&] { accounts().change_role(admin, admin.member, Role::owner); }), Code::forbidden);
    accounts().change_role(admin, agent.member, Role::admin);
    EXPECT_EQ(role_of(agent), Role::admin);
}

TEST_P(AccountsTest, another_workspace_cannot_touch_a_member) {
    auto ben = join("ben", Role::agent);
    auto other = antoinette;
    other.workspace = accounts().add_workspace(antoinette, "Atelier").id;
    EXPECT_EQ(refusal([&] { accounts().disable(other, ben.member); }), Code::not_found);
    EXPECT_EQ(refusal([&] { accounts().remove(other, ben.member); }), Code::not_found);
    EXPECT_EQ(accounts().members(other.workspace).size(), 1u);
}

TEST_P(AccountsTest, a_changed_password_ends_the_other_sessions) {
    Sessions sessions(*means);
    auto here = sessions.begin(antoinette.member, "here"), there = sessions.begin(antoinette.member, "there");
    auto hash = sessions.find(here)->hash;
    EXPECT_EQ(refusal([&] { accounts().change_password(antoinette, "wrong", "brioche dorée", hash); }),
              Code::bad_request);
    EXPECT_EQ(refusal([&] { accounts().change_password(antoinette, password, "short", hash); }),
              Code::bad_request);
    EXPECT_TRUE(sessions.find(there));
    accounts().change_password(antoinette, password, "brioche dorée", hash);
    EXPECT_TRUE(sessions.find(here));
    EXPECT_FALSE(sessions.find(there));
    EXPECT_TRUE(accounts().authenticate("antoinette@bakery.example", "brioche dorée"));
    EXPECT_FALSE(accounts().authenticate("antoinette@bakery.example", password));
}

TEST_P(AccountsTest, a_disabled_member_is_logged_out_unless_he_works_elsewhere_too) {
    Sessions sessions(*means);
    auto ben = join("ben", Role::agent);
    auto atelier = antoinette;
    atelier.workspace = accounts().add_workspace(antoinette, "Atelier").id;
    auto token = sessions.begin(ben.member, "");
    join(atelier, "ben", Role::viewer);
    accounts().disable(antoinette, ben.member);
    ASSERT_TRUE(sessions.find(token));
    EXPECT_EQ(sessions.find(token)->seats.at(0).workspace, atelier.workspace);
    accounts().remove(atelier, ben.member);
    EXPECT_FALSE(sessions.find(token));
}

TEST_P(AccountsTest, sessions_expire_a_month_after_their_last_use_and_are_stored_hashed) {
    Sessions sessions(*means);
    auto token = sessions.begin(antoinette.member, "Browser");
    clock.advance(29 * day_ms);
    sessions.touch(*sessions.find(token));
    clock.advance(29 * day_ms);
    ASSERT_TRUE(sessions.find(token));
    clock.advance(2 * day_ms);
    EXPECT_FALSE(sessions.find(token));
    auto stored = [&](db::Tx& tx) { return tx.one("SELECT token_hash FROM session"); };
    EXPECT_NE(database().read(stored)->text(0), token);
    sessions.sweep();
    EXPECT_FALSE(database().read(stored));
}

TEST_P(AccountsTest, a_key_works_until_it_is_revoked_and_its_secret_is_not_stored) {
    ApiKeys keys(*means);
    auto added = keys.add(antoinette, "shop", Role::agent);
    EXPECT_TRUE(added.secret.starts_with("rk_"));
    auto bearer = keys.find(added.secret);
    ASSERT_TRUE(bearer);
    EXPECT_EQ(bearer->name, "key shop");
    EXPECT_EQ(bearer->role, Role::agent);
    EXPECT_FALSE(bearer->member);
    EXPECT_FALSE(keys.find(added.secret + "x"));
    EXPECT_EQ(refusal([&] { keys.add(join("ada", Role::admin), "up", Role::owner); }), Code::forbidden);
    keys.touch(*bearer);
    EXPECT_EQ(keys.list(antoinette.workspace).at(0).last_used_at, clock.now());
    keys.revoke(antoinette, added.key.id);
    EXPECT_FALSE(keys.find(added.secret));
    EXPECT_TRUE(keys.list(antoinette.workspace).at(0).revoked_at);
}

TEST_P(AccountsTest, an_invitation_is_good_once_and_for_seven_days) {
    Invitations invitations(*means);
    auto added = invitations.add(antoinette, "Chloé@bakery.example", Role::agent);
    EXPECT_EQ(invitations.find(added.token)->workspace_name, "Maison Antoinette");
    EXPECT_EQ(refusal([&] { invitations.accept(added.token, "Chloé", "short"); }), Code::bad_request);
    EXPECT_EQ(invitations.accept(added.token, "Chloé", password).role, Role::agent);
    EXPECT_EQ(refusal([&] { invitations.accept(added.token, "Eve", password); }), Code::gone);
    auto late = invitations.add(antoinette, "late@bakery.example", Role::agent);
    clock.advance(8 * day_ms);
    EXPECT_EQ(refusal([&] { invitations.accept(late.token, "Late", password); }), Code::gone);
    EXPECT_EQ(refusal([&] { invitations.add(antoinette, "antoinette@bakery.example", Role::agent); }),
              Code::conflict);
}

TEST_P(AccountsTest, a_member_elsewhere_joins_by_the_password_he_has) {
    auto ben = join("ben", Role::agent);
    auto atelier = antoinette;
    atelier.workspace = accounts().add_workspace(antoinette, "Atelier").id;
    Invitations invitations(*means);
    auto added = invitations.add(atelier, "ben@bakery.example", Role::admin);
    EXPECT_EQ(refusal([&] { invitations.accept(added.token, "Eve", "another password"); }),
              Code::bad_request);
    EXPECT_EQ(invitations.accept(added.token, "whatever", password).member, ben.member);
    EXPECT_EQ(accounts().places(ben.member).size(), 2u);
}

TEST_P(AccountsTest, what_was_done_to_whom_is_in_the_audit_log) {
    auto ben = join("ben", Role::agent);
    accounts().change_role(antoinette, ben.member, Role::viewer);
    auto entries = database().read([&](db::Tx& tx) {
        return audit_entries(tx, antoinette.workspace, {.action = "member_role_changed"});
    });
    ASSERT_EQ(entries.size(), 1u);
    EXPECT_EQ(entries[0].actor, "Antoinette");
    EXPECT_EQ(entries[0].target, "ben@bakery.example");
    EXPECT_EQ(json::serialize(entries[0].details), R"({"from":"agent","to":"viewer"})");
}

TEST_P(AccountsTest, a_mail_address_has_one_spelling_and_nonsense_is_none) {
    EXPECT_EQ(mail_address("  Ana@Example.ORG\n"), "ana@example.org");
    for (auto wrong : {"", "ana", "@example.org", "ana@", "a b@example.org", "a@b@c"})
        EXPECT_EQ(refusal([&] { mail_address(wrong); }), Code::bad_request) << wrong;
}

TEST_P(AccountsTest, a_secret_key_that_does_not_fit_is_said_plainly) {
    EXPECT_EQ(accounts().signing_key(antoinette.workspace).size(), 32u);
    Seal other(std::string(32, 'x'));
    Accounts with_other_key(Means{means->store, random, other, passwords});
    EXPECT_EQ(refusal([&] { with_other_key.signing_key(antoinette.workspace); }), Code::unavailable);
}
}  // namespace
}  // namespace store
