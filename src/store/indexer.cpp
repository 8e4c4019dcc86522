#include "store/indexer.hpp"

#include "store/index_rows.hpp"

namespace store {
namespace {
// Large enough that what a backlog touches again and again is written once.
constexpr std::size_t batch_size = 10'000;
constexpr const char* derived[] = {"index_progress", "inbox_row",        "inbox_label",    "inbox_reading",
                                   "inbox_count",    "identity_message", "identity_total", "person_row"};

std::vector<Id> workspaces(db::Tx& tx) {
    std::vector<Id> out;
    for (const auto& row : tx.query("SELECT workspace_id FROM workspace")) out.push_back(row.id(0));
    return out;
}
}  // namespace

Indexer::Indexer(const Store& store, const Search& search) : store_(store), search_(search) {
    search.prepare(store.index);
    store.index.read([&](db::Tx& tx) {
        for (const auto& row : tx.query("SELECT workspace_id, seq FROM index_progress"))
            progress_[row.id(0)] = row.integer(1);
    });
}

bool Indexer::advance() {
    bool any = false;
    for (auto workspace : store_.truth.read([](db::Tx& tx) { return workspaces(tx); }))
        any = advance(workspace) || any;
    return any;
}

void Indexer::finish() {
    while (advance()) continue;
}

bool Indexer::advance(Id workspace) {
    auto batch = store_.truth.read([&](db::Tx& tx) -> std::optional<IndexBatch> {
        auto entries = journal(tx, workspace, progress(workspace), batch_size);
        return entries.empty() ? std::nullopt : std::optional(gather(tx, workspace, entries));
    });
    if (!batch) return false;
    store_.index.write([&](db::Tx& tx) { write(tx, search_, workspace, *batch); });
    std::lock_guard lock(mutex_);
    progress_[workspace] = batch->last_seq;
    moved_.notify_all();
    return true;
}

std::int64_t Indexer::progress(Id workspace) const {
    std::lock_guard lock(mutex_);
    auto found = progress_.find(workspace);
    return found == progress_.end() ? 0 : found->second;
}

bool Indexer::caught_up(Id workspace, std::int64_t milliseconds) const {
    auto head = store_.truth.read([&](db::Tx& tx) { return journal_head(tx, workspace); });
    std::unique_lock lock(mutex_);
    return moved_.wait_for(lock, std::chrono::milliseconds(milliseconds), [&] {
        auto found = progress_.find(workspace);
        return head == 0 || (found != progress_.end() && found->second >= head);
    });
}

void Indexer::rebuild() {
    auto all = store_.truth.read([](db::Tx& tx) { return workspaces(tx); });
    store_.index.write([&](db::Tx& tx) {
        for (const auto* table : derived) tx.run(fmt::format("DELETE FROM {}", table));
        for (auto workspace : all) search_.remove_all(tx, workspace);
    });
    std::lock_guard lock(mutex_);
    progress_.clear();
}
}  // namespace store
