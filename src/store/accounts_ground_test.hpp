#pragma once
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "db/migrations.hpp"
#include "db/test_databases.hpp"
#include "store/accounts.hpp"
#include "store/accounts_invitations.hpp"
#include "store/accounts_keys.hpp"
#include "store/accounts_sessions.hpp"
#include "store/migrations.hpp"

namespace store {

// A migrated database in which Antoinette has just set up her bakery.
class Bakery : public db::EachDatabase {
protected:
    void SetUp() override {
        db::EachDatabase::SetUp();
        if (IsSkipped()) return;
        db::migrate(database(), "rapport", truth_migrations(), [] {});
        kept_.emplace(Store{database(), database(), clock, ids});
        means.emplace(Means{*kept_, random, seal, passwords});
        antoinette = Accounts(*means).set_up(
            {"Maison Antoinette", "Antoinette", "antoinette@bakery.example", password});
    }

    Actor join(std::string_view name, Role role) { return join(antoinette, name, role); }
    Actor join(const Actor& inviting, std::string_view name, Role role) {
        Invitations invitations(*means);
        auto added = invitations.add(inviting, std::string(name) + "@bakery.example", role);
        return invitations.accept(added.token, name, password);
    }

    const std::string password = "pain au levain";
    ManualClock clock{Time{1'790'000'000'000}};
    SeededRandom random{7};
    Ids ids{clock, random};
    Seal seal{std::string(32, 's')};
    Passwords passwords{PasswordCost::least()};
    std::optional<Store> kept_;
    std::optional<Means> means;
    Actor antoinette;
};

// The code with which `work` fails; nullopt when it does not.
template <class F>
std::optional<Code> refusal(F&& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return std::nullopt;
}

}  // namespace store
