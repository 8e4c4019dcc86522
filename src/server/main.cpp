#include <cstdio>
#include <iostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/log.hpp"
#include "server/commands.hpp"

namespace {
constexpr const char* version = "0.1.0";

void add_settings(CLI::App& command, server::Settings& s) {
    auto list = [](std::vector<std::string>& into) {
        return [&into](const std::string& text) { into = server::words(text); };
    };
    for (const auto& row : server::setting_rows()) {
        std::string flag = row.flag;
        CLI::Option* option = nullptr;
        if (flag == "--data") option = command.add_option(flag, s.data, row.help);
        if (flag == "--database") option = command.add_option(flag, s.database, row.help);
        if (flag == "--listen") option = command.add_option(flag, s.listen, row.help);
        if (flag == "--key-file") option = command.add_option(flag, s.key_file, row.help);
        if (flag == "--allow-range")
            option = command.add_option_function<std::string>(flag, list(s.allowed_ranges), row.help);
        if (flag == "--trusted-proxy")
            option = command.add_option_function<std::string>(flag, list(s.trusted_proxies), row.help);
        if (flag == "--ca-file") option = command.add_option(flag, s.extra_ca_file, row.help);
        if (flag == "--workers")
            option = command.add_option(flag, s.workers, row.help)->check(CLI::Range(1, 64));
        if (flag == "--max-import")
            option = command.add_option(flag, s.max_import_mb, row.help)->check(CLI::Range(1, 1 << 20));
        if (flag == "--log-level")
            option = command.add_option(flag, s.log_level, row.help)
                         ->check(CLI::IsMember({"debug", "info", "warning", "error"}));
        option->envname(row.variable)->capture_default_str();
    }
}

CLI::App* command(CLI::App& app, const char* name, const char* help, server::Settings& s) {
    auto* made = app.add_subcommand(name, help);
    add_settings(*made, s);
    return made;
}

void set_log_level(const server::Settings& s) {
    using logging::Level;
    logging::threshold(s.log_level == "debug"     ? Level::debug
                       : s.log_level == "warning" ? Level::warning
                       : s.log_level == "error"   ? Level::error
                                                  : Level::info);
}

struct Chosen {
    server::Settings settings;
    server::MemberCommand member;
    server::ImportCommand archive;
    server::BenchCommand bench;
    std::string workspace, file, kind, out;
    std::vector<std::string> files;
    std::string demo_listen = "127.0.0.1:8080";
    double speed = 1;
    std::function<int()> run;
};

void add_running(CLI::App& app, Chosen& c) {
    command(app, "serve", "Run the server", c.settings)->callback([&] {
        c.run = [&] { return server::serve(c.settings); };
    });
    auto* demo = app.add_subcommand("demo", "A workspace with a living story; nothing of it is kept");
    demo->add_option("--listen", c.demo_listen, "HOST:PORT to serve on")->capture_default_str();
    demo->add_option("--speed", c.speed, "How fast the story goes on")
        ->check(CLI::Range(0.0, 1000.0))
        ->capture_default_str();
    demo->callback([&] { c.run = [&] { return server::demo(c.demo_listen, c.speed); }; });
    command(app, "migrate", "Bring the database up to this version", c.settings)->callback([&] {
        c.run = [&] { return server::migrate(c.settings); };
    });
    command(app, "doctor", "Check the installation and say what is wrong", c.settings)->callback([&] {
        c.run = [&] { return server::doctor(c.settings); };
    });
    app.add_subcommand("version", "Say which version this is")->callback([&] {
        c.run = [] { return std::printf("rapport %s\n", version) < 0; };
    });
}

void add_data(CLI::App& app, Chosen& c) {
    auto* archive = command(app, "import", "Bring an archive in", c.settings);
    archive
        ->add_option("--format", c.archive.format, "posts-csv, x-archive, mastodon-outbox, mbox or rapport")
        ->required();
    archive->add_option("--workspace", c.archive.workspace, "Name or id; the only one when left out");
    archive->add_option("--columns", c.archive.columns,
                        "posts-csv: id=…,author=…,text=…,time=…,reply_to=…,inbound=…");
    archive->add_option("--owner", c.archive.owner,
                        "Handle of your own account, where the file does not say");
    archive->add_flag("--dry-run", c.archive.dry_run, "Write nothing; say what would be done");
    archive->add_option("files", c.archive.files, "Files, or one folder or zip")->required();
    archive->callback([&] { c.run = [&] { return server::import_(c.settings, c.archive); }; });
    auto* out = command(app, "export", "Everything of a workspace, one JSON object a line", c.settings);
    out->add_option("--workspace", c.workspace, "Name or id; the only one when left out");
    out->add_option("--out", c.out, "File to write; standard output when left out");
    out->callback([&] { c.run = [&] { return server::export_(c.settings, c.workspace, c.out); }; });
    auto* backup =
        command(app, "backup", "Copy the database and the files, while the server runs", c.settings);
    backup->add_option("to", c.file, "Directory to make")->required();
    backup->callback([&] { c.run = [&] { return server::backup(c.settings, c.file); }; });
    auto* restore = command(app, "restore", "Put a backup in place of an empty data directory", c.settings);
    restore->add_option("from", c.file, "Directory that backup made")->required();
    restore->callback([&] { c.run = [&] { return server::restore(c.settings, c.file); }; });
}

void add_people(CLI::App& app, Chosen& c) {
    auto* member = command(app, "member", "List or add members, or reset a password", c.settings);
    member->add_option("action", c.member.action, "list, add or reset-password")
        ->required()
        ->check(CLI::IsMember({"list", "add", "reset-password"}));
    member->add_option("--email", c.member.email, "Of the member");
    member->add_option("--name", c.member.name, "Of the member");
    member->add_option("--role", c.member.role, "owner, admin, agent or viewer")
        ->check(CLI::IsMember({"owner", "admin", "agent", "viewer"}));
    member->add_option("--workspace", c.member.workspace, "Name or id; the only one when left out");
    member->callback([&] { c.run = [&] { return server::member(c.settings, c.member); }; });
    auto* channel = command(app, "channel", "List the channels and how they are", c.settings);
    channel->add_option("--workspace", c.workspace, "Name or id; the only one when left out");
    channel->callback([&] { c.run = [&] { return server::channel(c.settings, c.workspace); }; });
    auto* inspect = app.add_subcommand("inspect", "What we understood of a file, as NDJSON");
    inspect->add_option("kind", c.kind, "atproto (lines of its identifiers), feed, mail or text")
        ->required()
        ->check(CLI::IsMember({"atproto", "feed", "mail", "text"}));
    inspect->add_option("files", c.files, "Files; - for standard input")->required();
    inspect->callback([&] { c.run = [&] { return server::inspect(c.kind, c.files); }; });
    auto* openapi = app.add_subcommand("openapi", "Write the description of the API");
    openapi->add_option("--out", c.out, "File to write; standard output when left out");
    openapi->callback([&] { c.run = [&] { return server::openapi(c.out); }; });
}

void add_measuring(CLI::App& app, Chosen& c) {
    auto* bench = app.add_subcommand("bench", "Measure this program beside controls");
    bench->footer("Benchmarks:\n" + server::bench_names());
    bench->add_option("name", c.bench.names, "Which ones; all for every one")
        ->required()
        ->check([](const std::string& name) {
            return server::is_bench_name(name) ? "" : "choose from\n" + server::bench_names();
        });
    bench->add_flag("--json", c.bench.json, "One JSON object a line");
    bench->add_option("--sizes", c.bench.sizes, "Messages or saved queries, comma-separated, as 10k,100k,1m");
    bench
        ->add_option("--posts", c.bench.posts,
                     "Posts to match: a file with one a line, or a .csv with a column text; invented ones if "
                     "not given")
        ->check(CLI::ExistingFile);
    bench->add_option("--runs", c.bench.runs, "How often each is measured; the median is told")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    bench->add_option("--connections", c.bench.connections, "At the same time, where requests are measured")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    bench->add_option("--seconds", c.bench.seconds, "How long one kind of request is repeated in a run")
        ->check(CLI::Range(0.05, 600.0))
        ->capture_default_str();
    bench->add_option("--database", c.bench.database,
                      "postgres:// URL where a schema may be made; else SQLite");
    bench->add_option("--data", c.bench.data,
                      "Directory for what is made meanwhile; the temporary one if not given");
    bench->callback([&] { c.run = [&] { return server::bench(c.bench); }; });
}
}  // namespace

namespace {
// What was printed may still have been lost, for example to a full disk.
int written(int code) {
    bool whole = std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && std::cout.flush().good();
    if (!whole)
        throw Error{Code::unavailable, "Standard output cannot be written: check the disk it goes to."};
    return code;
}
}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Rapport: every conversation your company has, in one place"};
    app.require_subcommand(0, 1);
    Chosen chosen;
    add_running(app, chosen);
    add_data(app, chosen);
    add_people(app, chosen);
    add_measuring(app, chosen);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    if (!chosen.run) {
        fmt::print(stderr, "rapport: name a command, as in rapport serve. rapport --help lists them.\n");
        return 2;
    }
    try {
        set_log_level(chosen.settings);
        server::check(chosen.settings);
        return written(chosen.run());
    } catch (const Error& error) {
        fmt::print(stderr, "rapport: {}\n", error.text());
        return error.field().starts_with("--") ? 2 : 1;
    } catch (const std::exception& error) {
        fmt::print(stderr, "rapport: {}\n", error.what());
        return 1;
    }
}
