#include "courier/import.hpp"

#include <unordered_set>

#include "base/hash.hpp"
#include "store/messages.hpp"

namespace courier {
namespace {
constexpr std::size_t piece = 1'000, most_refusals = 100;

Id channel_for(const Post& post, const store::Actor& actor, const channels::Format& format) {
    return post.store.change(actor, [&](store::Change& change) {
        return store::import_channel(change, format.network, format.label);
    });
}

// What a dry run would add: what is neither here nor earlier in the same files. Hashes of the ids do, for
// files larger than the memory.
void count(const Post& post, const store::Actor& actor, Id channel, const std::vector<model::Inbound>& items,
           std::unordered_set<std::uint64_t>& seen, ImportReport& report) {
    post.store.read([&](db::Tx& tx) {
        for (const auto& item : items) {
            bool here = channel && store::find_remote(tx, actor.workspace, channel, item.remote_id);
            ++(here || !seen.insert(stable_hash(item.remote_id)).second ? report.existing : report.added);
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

void note(ImportReport& report, std::vector<channels::Refusal>& refused, const ImportWatch& watch) {
    report.refused += static_cast<std::int64_t>(refused.size());
    for (auto& each : refused) {
        if (watch.refused) watch.refused(each);
        if (report.refusals.size() < most_refusals) report.refusals.push_back(std::move(each));
    }
    refused.clear();
}
}  // namespace

ImportReport import_files(const Post& post, const store::Actor& actor, const channels::Format& format,
                          const std::vector<std::string>& files, const channels::ArchiveOptions& options,
                          Trial trial, Id import, const ImportWatch& watch) {
    auto archive = format.open(files, options);
    bool dry = trial == Trial::dry;
    auto channel = dry ? channel_if_any(post, actor, format) : channel_for(post, actor, format);
    Intake intake(post.store, post.files);
    ImportReport report;
    std::vector<channels::Refusal> refused;
    std::unordered_set<std::uint64_t> seen;
    report.bytes_total = archive->bytes_total();
    for (bool more = true; more;) {
        auto items = archive->next(piece, refused);
        more = !items.empty();
        note(report, refused, watch);
        if (dry) {
            count(post, actor, channel, items, seen, report);
        } else if (more) {
            channels::Batch batch;
            batch.items = std::move(items);
            auto taken = intake.take(actor, channel, std::move(batch), {}, import);
            report.added += taken.added, report.existing += taken.existing;
        }
        report.bytes_read = archive->bytes_read();
        if (watch.progress && !watch.progress(report)) break;
    }
    return report;
}
}  // namespace courier
