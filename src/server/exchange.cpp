#include "courier/exchange.hpp"

#include <fstream>
#include <iostream>
#include <unistd.h>

#include "server/commands.hpp"
#include "server/house.hpp"

namespace server {
namespace {
store::Actor by_command_line(Ground& ground, const std::string& workspace) {
    auto actor = store::Actor::system(ground.workspace(workspace).id);
    actor.name = "command line";
    return actor;
}

// On a terminal only, and on standard error, so that output can be piped.
void progress(std::string_view what, double share, std::int64_t count) {
    if (::isatty(STDERR_FILENO) == 0) return;
    auto full = static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * 30);
    fmt::print(stderr, "\r{} [{}{}] {:3.0f} %  {} ", what, std::string(full, '#'),
               std::string(30 - full, '.'), share * 100, count);
}

void end_progress() {
    if (::isatty(STDERR_FILENO) != 0) fmt::print(stderr, "\n");
}

void say(const channels::Refusal& refusal) {
    fmt::print("refused {}: {}\n", refusal.place, refusal.why);
}

int report(std::int64_t added, std::int64_t existing, std::int64_t refused, bool dry) {
    end_progress();
    fmt::print("{} {}, {} here already, {} refused\n", added, dry ? "would be added" : "added", existing,
               refused);
    if (refused == 0 || added + existing > 0) return 0;
    fmt::print(stderr,
               "rapport: nothing could be imported; each refusal is named with its place and reason.\n");
    return 1;
}

int report(const courier::Exchanged& done) {
    int code = report(done.added, done.existing, done.refused, false);
    for (const auto& refusal : done.refusals) say(refusal);
    if (done.refused > static_cast<std::int64_t>(done.refusals.size()))
        fmt::print("… and {} more\n", done.refused - static_cast<std::int64_t>(done.refusals.size()));
    return code;
}

std::map<std::string, std::string> columns(const std::string& text) {
    std::map<std::string, std::string> out;
    for (const auto& pair : words(text)) {
        auto equals = pair.find('=');
        if (equals == pair.npos)
            throw Error{
                Code::bad_request,
                fmt::format("--columns: “{}” is no pair; write id=COLUMN,author=COLUMN,text=COLUMN.", pair)}
                .at("--columns");
        out[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
    return out;
}

int import_export(Ground& ground, const store::Actor& actor, const ImportCommand& command) {
    if (command.dry_run)
        throw Error{Code::bad_request,
                    "--dry-run is not there for the format rapport; import into an empty directory instead."}
            .at("--dry-run");
    courier::Exchanged sum;
    for (const auto& file : command.files) {
        std::ifstream opened;
        if (file != "-") opened = readable(file);
        auto done =
            courier::import_workspace(ground.store, ground.files, actor, file == "-" ? std::cin : opened, {});
        sum.added += done.added, sum.existing += done.existing, sum.refused += done.refused;
        sum.refusals.insert(sum.refusals.end(), done.refusals.begin(), done.refusals.end());
    }
    return report(sum);
}

// A directory without a workspace gets one, so that an import is the first thing one can do.
void make_workspace(Ground& ground, const std::string& wanted) {
    if (!ground.accounts.workspaces().empty()) return;
    auto id = ground.ids.next();
    ground.truth->write([&](db::Tx& tx) {
        tx.run("INSERT INTO workspace (workspace_id, name, created_at, signing_key) VALUES ($1, $2, $3, $4)",
               id, wanted.empty() ? "Imported" : wanted, ground.clock.now(),
               db::Blob{ground.seal.close(ground.random.bytes(32))});
    });
}
}  // namespace

int import_(const Settings& settings, const ImportCommand& command) {
    const auto* format = channels::format(command.format);
    if (!format && command.format != "rapport") {
        std::string known = "rapport";
        for (const auto& each : channels::formats()) known += ", " + std::string(each.id);
        throw Error{Code::bad_request,
                    fmt::format("--format {}: not known; choose one of {}.", command.format, known)}
            .at("--format");
    }
    Ground ground(settings);
    make_workspace(ground, command.workspace);
    auto actor = by_command_line(ground, command.workspace);
    if (!format) return import_export(ground, actor, command);
    channels::ArchiveOptions options{columns(command.columns), command.owner};
    auto trial = command.dry_run ? courier::Trial::dry : courier::Trial::real;
    courier::ImportWatch watch;
    watch.progress = [](const courier::ImportReport& so_far) {
        auto total = std::max<std::uint64_t>(1, so_far.bytes_total);
        progress("Importing", static_cast<double>(so_far.bytes_read) / static_cast<double>(total),
                 so_far.added + so_far.existing);
        return true;
    };
    // At once, however many there are: each line names what the file has to be corrected at.
    watch.refused = [](const channels::Refusal& refusal) {
        end_progress();
        say(refusal);
    };
    auto done = courier::import_files(ground.post, actor, *format, command.files, options, trial, {}, watch);
    ground.indexer->finish();
    return report(done.added, done.existing, done.refused, command.dry_run);
}

int export_(const Settings& settings, const std::string& workspace, const std::string& out) {
    Ground ground(settings);
    auto id = ground.workspace(workspace).id;
    if (out.empty()) {
        courier::export_workspace(ground.store, ground.files, id, std::cout);
        return 0;
    }
    auto file = writable(out);
    courier::Exchanged done;
    try {
        done = courier::export_workspace(ground.store, ground.files, id, file);
    } catch (const Error&) {
        if (!file) finish(file, out);
        throw;
    }
    finish(file, out);
    fmt::print("{} objects written to {}\n", done.written, out);
    return 0;
}
}  // namespace server
