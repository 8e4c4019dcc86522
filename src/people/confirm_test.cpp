#include "people/confirm.hpp"

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "people/people_ground_test.hpp"

namespace people {
namespace {
class Confirm : public AmongPeople {
protected:
    void SetUp() override {
        AmongPeople::SetUp();
        if (IsSkipped()) return;
        mail = meet("email", "ana@c.example", "Ana"), town = meet("mastodon", "@ana@t.example", "Ana L");
    }
    Id asked(bool again = false) {
        return write([&](store::Change& change) {
            return ask(change, {mail.id, town.id, "https://crm.example", false, again}, seal, random);
        });
    }
    store::Confirmation at(Id id) {
        return house->read([&](db::Tx& tx) { return *store::confirmation(tx, workspace, id); });
    }
    std::optional<store::ConfirmationLink> open_link(std::string_view word) {
        return house->read([&](db::Tx& tx) { return behind_link(tx, word, clock.now()); });
    }
    bool yes(Id id) {
        return write([&](store::Change& change) { return say_yes(change, at_in(change, id)); });
    }
    void no(Id id) {
        write([&](store::Change& change) { say_no(change, at_in(change, id)); });
    }
    Coded code(Id id, std::string_view typed) {
        return write(
            [&](store::Change& change) { return give_code(change, at_in(change, id), typed, seal); });
    }
    store::Confirmation at_in(store::Change& change, Id id) {
        return *store::confirmation(change.tx, workspace, id);
    }
    Code refusal(const std::function<void()>& work) {
        try {
            work();
        } catch (const Error& error) {
            return error.code();
        }
        return Code::internal;
    }

    Seal seal{std::string(Seal::key_bytes, 's')};
    store::Identity mail, town;
};
RAPPORT_EACH_DATABASE(Confirm);

TEST_P(Confirm, both_sides_prove_that_they_are_one) {
    auto id = asked();
    auto kept = *secrets(at(id), seal);
    EXPECT_TRUE(open_link(kept.first) && !open_link(kept.first)->second);
    EXPECT_FALSE(open_link(kept.second)) << "nobody was sent this yet";
    EXPECT_TRUE(yes(id));
    EXPECT_FALSE(one(mail, town)) << "half is nothing";
    ASSERT_TRUE(open_link(kept.second));
    write([&](store::Change& change) {
        store::set_confirmation_message(change, id, false, Id{77});
        store::set_confirmation_message(change, id, true, Id{78});
    });
    EXPECT_EQ(code(id, kept.code.substr(0, 3) + " " + kept.code.substr(3)), Coded::joined);
    EXPECT_TRUE(one(mail, town));
    auto evidence = why(town);
    EXPECT_EQ(evidence.kind, "confirmed");
    EXPECT_EQ(evidence.proof, (std::vector<Id>{{77}, {78}}));
    EXPECT_NE(evidence.text.find("by Email and Mastodon"), std::string::npos) << evidence.text;
    EXPECT_EQ(at(id).kept, "") << "the secrets are gone";
}

TEST_P(Confirm, links_and_the_code_work_once) {
    auto id = asked();
    auto kept = *secrets(at(id), seal);
    yes(id);
    EXPECT_FALSE(yes(id));
    code(id, kept.code);
    EXPECT_FALSE(open_link(kept.first) || open_link(kept.second));
    EXPECT_EQ(code(id, kept.code), Coded::over);
}

TEST_P(Confirm, the_code_without_the_first_yes_is_worth_nothing) {
    auto id = asked();
    EXPECT_EQ(code(id, secrets(at(id), seal)->code), Coded::over);
    EXPECT_FALSE(one(mail, town));
}

TEST_P(Confirm, who_guesses_the_code_gets_five_tries) {
    auto id = asked();
    auto kept = *secrets(at(id), seal);
    yes(id);
    auto wrong = kept.code == "000000" ? "000001" : "000000";
    for (int n = 0; n < 4; ++n) EXPECT_EQ(code(id, wrong), Coded::wrong);
    EXPECT_EQ(code(id, ""), Coded::over);
    EXPECT_EQ(code(id, kept.code), Coded::over) << "even the right one comes too late";
    EXPECT_EQ(at(id).state, "failed");
    EXPECT_FALSE(one(mail, town));
}

TEST_P(Confirm, words_that_are_guessed_forged_or_from_the_database_open_nothing) {
    auto id = asked();
    auto hash = hex(sha256(secrets(at(id), seal)->first));
    for (const std::string& word : {std::string(), std::string(43, 'A'), hash, std::string("%"), id.text()})
        EXPECT_FALSE(open_link(word)) << word;
    EXPECT_FALSE(secrets(at(id), Seal(std::string(Seal::key_bytes, 'x')))) << "another key file";
    auto closed = at(id).kept;
    EXPECT_EQ(closed.find(secrets(at(id), seal)->first), std::string::npos);
}

TEST_P(Confirm, runs_out_after_seven_days_each) {
    auto id = asked();
    auto kept = *secrets(at(id), seal);
    clock.advance(6 * day_ms);
    EXPECT_TRUE(open_link(kept.first));
    yes(id);
    clock.advance(6 * day_ms);
    EXPECT_TRUE(open_link(kept.second)) << "the second link lives as long as the first";
    clock.advance(day_ms);
    EXPECT_FALSE(open_link(kept.second) || open_link(kept.first));
    EXPECT_EQ(code(id, kept.code), Coded::over);
}

TEST_P(Confirm, no_parts_them_for_good_and_is_never_asked_again) {
    auto id = asked();
    write([&](store::Change& change) { suggest(change, mail, town, {{"same_name", "Both are Ana.", 0.9}}); });
    no(id);
    EXPECT_TRUE(open().empty());
    write([&](store::Change& change) { suggest(change, mail, town, {{"bio", "Again.", 0.9}}); });
    EXPECT_TRUE(open().empty());
    EXPECT_EQ(refusal([&] { asked(true); }), Code::conflict);
    EXPECT_FALSE(yes(id));
}

TEST_P(Confirm, no_undoes_what_had_joined_them) {
    write([&](store::Change& change) { merge(change, mail.person, town.person); });
    auto id = asked();
    EXPECT_TRUE(one(mail, town));
    no(id);
    EXPECT_FALSE(one(mail, town));
    EXPECT_EQ(now(town).person, town.person) << "as it was before";
}

TEST_P(Confirm, what_was_a_guess_now_stands_on_their_word_and_can_still_be_undone) {
    auto merged = write([&](store::Change& change) { return merge(change, mail.person, town.person); });
    auto id = asked();
    yes(id);
    EXPECT_EQ(code(id, secrets(at(id), seal)->code), Coded::joined);
    EXPECT_EQ(why(town).kind, "confirmed");
    write([&](store::Change& change) { undo_merge(change, merged); });
    EXPECT_EQ(now(town).person, town.person);
}

TEST_P(Confirm, nobody_is_asked_twice_unless_a_member_insists) {
    auto first = asked();
    auto word = secrets(at(first), seal)->first;
    EXPECT_EQ(refusal([&] { asked(); }), Code::conflict);
    auto second = asked(true);
    EXPECT_EQ(at(first).state, "withdrawn");
    EXPECT_FALSE(open_link(word)) << "the old link is dead";
    EXPECT_TRUE(open_link(secrets(at(second), seal)->first));
    asked(true);
    EXPECT_EQ(refusal([&] { asked(true); }), Code::rate_limited) << "three a day";
    clock.advance(day_ms);
    asked(true);
}

TEST_P(Confirm, withdrawn_it_can_no_longer_be_answered) {
    auto id = asked();
    auto kept = *secrets(at(id), seal);
    yes(id);
    write([&](store::Change& change) { withdraw(change, id); });
    EXPECT_FALSE(open_link(kept.first) || open_link(kept.second));
    EXPECT_EQ(code(id, kept.code), Coded::over);
    EXPECT_EQ(refusal([&] { write([&](store::Change& change) { withdraw(change, id); }); }), Code::conflict);
}

TEST_P(Confirm, in_another_workspace_there_is_nothing_to_ask_or_answer) {
    auto id = asked();
    auto elsewhere = store::Actor::system(add_workspace("Elsewhere"));
    EXPECT_EQ(refusal([&] {
                  house->change(elsewhere, [&](store::Change& change) {
                      return ask(change, {mail.id, town.id, "https://crm.example"}, seal, random);
                  });
              }),
              Code::not_found);
    auto ours = at(id);
    house->change(elsewhere, [&](store::Change& change) {
        EXPECT_FALSE(say_yes(change, ours));
        EXPECT_EQ(give_code(change, ours, secrets(ours, seal)->code, seal), Coded::over);
        say_no(change, ours);
    });
    EXPECT_EQ(at(id).state, "asked");
}

TEST_P(Confirm, a_private_handle_is_named_only_as_far_as_its_owner_needs) {
    EXPECT_EQ(named_to_others(mail, false), "a…@c.example");
    EXPECT_EQ(named_to_others(mail, true), "ana@c.example");
    EXPECT_EQ(named_to_others(town, false), "@ana@t.example");
    auto umlaut = mail;
    umlaut.handle = "übel@c.example";
    EXPECT_EQ(named_to_others(umlaut, false), "ü…@c.example");
}
}  // namespace
}  // namespace people
