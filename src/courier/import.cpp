#include "courier/import.hpp"

#include <set>

#include "store/messages.hpp"

namespace courier {
namespace {
constexpr std::size_t piece = 1'000, most_refusals = 100;

Id channel_for(const Post& post, const store::Actor& actor, const channels::Format& format) {
    return post.store.change(actor, [&](store::Change& change) {
        return store::import_channel(change, format.network, format.label);
    });
}

// What a dry run would add: what is neither here nor earlier in the same files.
void count(const Post& post, const store::Actor& actor, Id channel, const std::vector<model::Inbound>& items,
           std::set<std::string>& seen, ImportReport& report) {
    post.store.read([&](db::Tx& tx) {
        for (const auto& item : items) {
            bool here = channel && store::find_remote(tx, actor.workspace, channel, item.remote_id);
            ++(here || !seen.insert(item.remote_id).second ? report.existing : report.added);
        }
    });
}

Id channel_if_any(const Post& post, const store::Actor& actor, const channels::Format& format) {
    return post.store.read([&](db::Tx& tx) {
        for (const auto& known : store::channels(tx, actor.workspace))
            if (known.imported && known.network == format.network && known.name == format.label)
                return known.id;
        return Id{};
    });
}

void note(ImportReport& report, std::vector<channels::Refusal>& refused) {
    report.refused += static_cast<std::int64_t>(refused.size());
    for (auto& each : refused)
        if (report.refusals.size() < most_refusals) report.refusals.push_back(std::move(each));
    refused.clear();
}
}  // namespace

ImportReport import_files(const Post& post, const store::Actor& actor, const channels::Format& format,
                          const std::vector<std::string>& files, const channels::ArchiveOptions& options,
                          Trial trial, Id import, const std::function<bool(const ImportReport&)>& progress) {
    auto archive = format.open(files, options);
    bool dry = trial == Trial::dry;
    auto channel = dry ? channel_if_any(post, actor, format) : channel_for(post, actor, format);
    Intake intake(post.store, post.files);
    ImportReport report;
    std::vector<channels::Refusal> refused;
    std::set<std::string> seen;
    report.bytes_total = archive->bytes_total();
    for (bool more = true; more;) {
        auto items = archive->next(piece, refused);
        more = !items.empty();
        note(report, refused);
        if (dry) {
            count(post, actor, channel, items, seen, report);
        } else if (more) {
            channels::Batch batch;
            batch.items = std::move(items);
            auto taken = intake.take(actor, channel, std::move(batch), {}, import);
            report.added += taken.added, report.existing += taken.existing;
        }
        report.bytes_read = archive->bytes_read();
        if (progress && !progress(report)) break;
    }
    return report;
}

std::int64_t undo_import(store::Change& change, Id import) {
    std::vector<Id> ids;
    for (const auto& row : change.tx.query(
             "SELECT id FROM message WHERE workspace_id = $1 AND import_id = $2", change.workspace, import))
        ids.push_back(row.id(0));
    for (auto id : ids) store::remove_message(change, id);
    return static_cast<std::int64_t>(ids.size());
}
}  // namespace courier
