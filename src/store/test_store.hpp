#pragma once
#include "base/random.hpp"
#include "db/test_databases.hpp"
#include "store/indexer.hpp"
#include "store/migrations.hpp"

// For tests only: an empty house on either database, with a clock that stands still and one workspace.
namespace store {

class EachStore : public db::EachDatabase {
protected:
    void SetUp() override {
        db::EachDatabase::SetUp();
        if (IsSkipped()) return;
        if (GetParam() == db::Dialect::sqlite) index_.emplace(GetParam());
        house.emplace(Store{database(), index_ ? **index_ : database(), clock, ids});
        db::migrate(house->truth, "rapport", truth_migrations(), {});
        db::migrate(house->index, "index", index_migrations(), {});
        search = make_search(GetParam());
        indexer.emplace(*house, *search);
        workspace = add_workspace("Maison Antoinette");
        system = Actor::system(workspace);
    }

    Id add_workspace(std::string_view name) {
        auto id = ids.next();
        house->truth.write([&](db::Tx& tx) {
            tx.run(
                "INSERT INTO workspace (workspace_id, name, created_at, signing_key) VALUES ($1, $2, $3, $4)",
                id, name, clock.now(), db::Blob{"key"});
        });
        return id;
    }

    ManualClock clock{{1'792'000'000'000}};
    SeededRandom random{7};
    Ids ids{clock, random};
    std::optional<db::TestDatabase> index_;
    std::optional<Store> house;
    std::unique_ptr<Search> search;
    std::optional<Indexer> indexer;
    Id workspace;
    Actor system;
};

}  // namespace store
