#include <filesystem>
#include <fstream>
#include <iostream>
#include <unistd.h>

#include "api/openapi.hpp"
#include "channels/bluesky/syntax.hpp"
#include "channels/email/codec.hpp"
#include "channels/feed/codec.hpp"
#include "server/commands.hpp"
#include "server/house.hpp"
#include "text/inspect_text.hpp"

namespace server {
namespace fs = std::filesystem;
namespace {
void make_directory(const fs::path& directory) {
    std::error_code error;
    fs::create_directories(directory, error);
    if (error)
        throw Error{Code::unavailable, fmt::format("{} cannot be made: {}. Choose another place.",
                                                   directory.string(), error.message())};
}

void copy_over(const fs::path& from, const fs::path& to) {
    std::error_code error;
    if (!fs::exists(from)) return;
    fs::create_directories(to.parent_path(), error);
    fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::overwrite_existing, error);
    if (error)
        throw Error{Code::unavailable,
                    fmt::format("Cannot copy {} to {}: {}.", from.string(), to.string(), error.message())};
}

void require_sqlite(const Settings& s, const char* what) {
    if (!s.database.empty())
        throw Error{
            Code::bad_request,
            fmt::format(
                "{} is for SQLite. For PostgreSQL use pg_dump and pg_restore, and copy the files directory.",
                what)}
            .at("--database");
}

constexpr std::string_view restored[] = {"rapport.db", "files", "secret.key"};

std::string typed_password() {
    const char* given = std::getenv("RAPPORT_PASSWORD");
    if (given) return given;
    if (::isatty(STDIN_FILENO) != 0) fmt::print(stderr, "Password: ");
    std::string line;
    std::getline(std::cin, line);
    return line;
}

std::string whole(const std::string& file) {
    if (file == "-") return {std::istreambuf_iterator<char>(std::cin), {}};
    auto in = readable(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

void inspect_lines(const std::string& text, json::object (*describe)(std::string_view line)) {
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) std::cout << json::serialize(describe(line)) << '\n';
}
// One line of NDJSON that says which file it is about.
void inspected(const std::string& file, const json::object& understood) {
    json::object line{{"file", file}};
    for (const auto& [key, value] : understood) line[key] = value;
    std::cout << json::serialize(line) << '\n';
}

void inspect_one(const std::string& kind, const std::string& file) {
    auto bytes = whole(file);
    if (kind == "text") inspect_lines(bytes, text::describe);
    if (kind == "atproto") inspect_lines(bytes, channels::bluesky::describe);
    if (kind == "feed")
        for (const auto& each : channels::feed::describe(bytes)) inspected(file, each);
    if (kind == "mail") inspected(file, channels::email::describe(bytes));
}
}  // namespace

int backup(const Settings& settings, const std::string& to) {
    require_sqlite(settings, "backup");
    if (fs::exists(to) && !fs::is_empty(to))
        throw Error{Code::conflict, fmt::format("{}: choose a directory that does not exist yet.", to)};
    Ground ground(settings);
    make_directory(to);
    db::backup_sqlite((settings.data / "rapport.db").string(), (fs::path(to) / "rapport.db").string());
    copy_over(settings.data / "files", fs::path(to) / "files");
    copy_over(settings.key_file.empty() ? settings.data / "secret.key" : fs::path(settings.key_file),
              fs::path(to) / "secret.key");
    fmt::print(
        "Backed up to {}. It holds the key that opens the channels' passwords: keep it as safe as the "
        "server.\n",
        to);
    return 0;
}

int restore(const Settings& settings, const std::string& from) {
    require_sqlite(settings, "restore");
    if (!fs::exists(fs::path(from) / "rapport.db"))
        throw Error{Code::not_found, fmt::format("{}: this is no backup; rapport.db is missing.", from)};
    if (fs::exists(settings.data / "rapport.db"))
        throw Error{
            Code::conflict,
            fmt::format(
                "{} holds a database already. Move it away first, or restore into another --data DIR.",
                settings.data.string())};
    make_directory(settings.data);
    try {
        for (auto part : restored) copy_over(fs::path(from) / part, settings.data / part);
        Ground ground(settings);
        ground.indexer->finish();
    } catch (...) {
        // A half restored directory would look like one that can be served.
        std::error_code ignored;
        for (auto part : restored) fs::remove_all(settings.data / part, ignored);
        throw;
    }
    fmt::print("Restored into {}.\n", settings.data.string());
    return 0;
}

int doctor(const Settings& settings) {
    Ground ground(settings);
    int wrong = 0;
    auto check = [&](std::string_view what, bool fine, std::string_view remedy) {
        fmt::print("{} {}{}\n", fine ? "ok  " : "BAD ", what, fine ? "" : fmt::format(": {}", remedy));
        wrong += fine ? 0 : 1;
    };
    check("the database opens and is at this version", true, "");
    if (settings.database.empty()) {
        auto verdict = ground.store.read([](db::Tx& tx) { return tx.one("PRAGMA quick_check")->text(0); });
        check("the database is whole", verdict == "ok", "restore the last backup; " + verdict);
        auto room = fs::space(settings.data).available;
        check("the disk has room", room > (256u << 20), fmt::format("only {} MiB are left", room >> 20));
    }
    for (const auto& workspace : ground.accounts.workspaces()) {
        bool opens = true;
        try {
            ground.accounts.signing_key(workspace.id);
        } catch (const Error&) {
            opens = false;
        }
        check(fmt::format("the key opens the secrets of “{}”", workspace.name), opens,
              "put the old secret.key back");
        for (const auto& c : ground.store.read([&](db::Tx& tx) { return store::channels(tx, workspace.id); }))
            if (!c.imported)
                check(fmt::format("channel “{}”: {}", c.name, c.state), c.error.empty(), c.error);
    }
    ground.indexer->finish();
    ground.topics->finish();
    check("the index follows the journal", !ground.indexer->advance() && !ground.topics->advance(),
          "delete index.db; it is made anew");
    return wrong == 0 ? 0 : 1;
}

int member(const Settings& settings, const MemberCommand& command) {
    Ground ground(settings);
    auto workspace = ground.workspace(command.workspace);
    auto actor = store::Actor::system(workspace.id);
    if (command.action == "list") {
        for (const auto& m : ground.accounts.members(workspace.id))
            fmt::print("{}\t{}\t{}{}\n", m.email, m.name, store::name(m.role),
                       m.disabled_at ? "\tdisabled" : "");
        return 0;
    }
    if (command.email.empty()) throw Error{Code::bad_request, "--email is missing: say whom."}.at("--email");
    if (command.action == "add") {
        ground.accounts.add_member(actor, command.name.empty() ? command.email : command.name, command.email,
                                   *store::role(command.role), typed_password());
        fmt::print("{} is a member of “{}” now.\n", command.email, workspace.name);
        return 0;
    }
    auto id = ground.accounts.member_with(command.email);
    if (!id) throw Error{Code::not_found, fmt::format("Nobody here has the address {}.", command.email)};
    ground.accounts.reset_password(actor, *id, typed_password());
    fmt::print("The password of {} is changed; all sessions have ended.\n", command.email);
    return 0;
}

int channel(const Settings& settings, const std::string& wanted) {
    Ground ground(settings);
    auto workspace = ground.workspace(wanted);
    for (const auto& c : ground.store.read([&](db::Tx& tx) { return store::channels(tx, workspace.id); }))
        fmt::print("{}\t{}\t{}\t{}{}\n", c.id.text(), c.network, c.state, c.name,
                   c.error.empty() ? "" : "\t" + c.error);
    return 0;
}

// A file that cannot be read costs no other.
int inspect(const std::string& kind, const std::vector<std::string>& files) {
    int code = 0;
    for (const auto& file : files) try {
            inspect_one(kind, file);
        } catch (const Error& error) {
            fmt::print(stderr, "rapport: {}\n", error.text());
            code = 1;
        }
    return code;
}

int openapi(const std::string& out) {
    auto text = json::serialize(api::openapi()) + "\n";
    if (out.empty()) {
        std::cout << text;
        return 0;
    }
    auto file = writable(out);
    file << text;
    finish(file, out);
    return 0;
}
}  // namespace server
