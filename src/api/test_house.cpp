#include "api/test_house.hpp"

#include <regex>
#include <unistd.h>

namespace api {
namespace {
namespace fs = std::filesystem;

net::HttpOptions options(net::GuardRules rules) {
    net::HttpOptions made;
    made.guard = std::move(rules);
    return made;
}

struct Table {
    std::string name;
    std::vector<std::string> columns;
};

// The tables of the truth as the migrations make them.
std::vector<Table> tables() {
    static const std::regex table(R"(CREATE TABLE (\w+) \(([^;]*)\) ?\{)"),
        column(R"((?:^|\n) +([a-z_0-9]+) )");
    std::vector<Table> all;
    for (const auto& migration : store::truth_migrations()) {
        std::string sql(migration.sql);
        for (std::sregex_iterator t(sql.begin(), sql.end(), table), end; t != end; ++t) {
            Table found{(*t)[1], {}};
            std::string body = (*t)[2];
            for (std::sregex_iterator c(body.begin(), body.end(), column); c != end; ++c)
                found.columns.push_back((*c)[1]);
            all.push_back(std::move(found));
        }
    }
    return all;
}

std::string select(const Table& table, bool one_workspace) {
    std::string columns;
    for (const auto& column : table.columns)
        columns += fmt::format("{}CAST({} AS TEXT)", columns.empty() ? "" : ", ", column);
    return fmt::format("SELECT {} FROM {}{}", columns, table.name,
                       one_workspace ? " WHERE workspace_id = $1" : "");
}

std::vector<std::string> rows(db::Tx& tx, const Table& table, Id workspace) {
    std::vector<std::string> all;
    auto add = [&](const db::Row& row) {
        std::string line = table.name;
        for (std::size_t i = 0; i < row.size(); ++i) line += " | " + row.text(i);
        all.push_back(std::move(line));
        return true;
    };
    if (workspace)
        tx.each(add, select(table, true), workspace);
    else
        tx.each(add, select(table, false));
    std::sort(all.begin(), all.end());
    return all;
}

std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool escape = text[i] == '%' && i + 2 < text.size();
        out +=
            escape ? static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16)) : text[i];
        if (escape) i += 2;
    }
    return out;
}

void split_query(net::Request& request, const std::string& target) {
    auto mark = target.find('?');
    request.path = decoded(target.substr(0, mark));
    if (mark == target.npos) return;
    for (std::string_view rest = std::string_view(target).substr(mark + 1); !rest.empty();) {
        auto pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        auto equals = std::min(pair.find('='), pair.size());
        request.query[std::string(pair.substr(0, equals))] =
            equals < pair.size() ? decoded(pair.substr(equals + 1)) : std::string{};
    }
}
}  // namespace

Following::Following(store::Store& store, store::Indexer& indexer, listening::Follower& topics)
    : indexer_(indexer), topics_(topics) {
    hears_ = store.truth.listen("journal", [this] {
        std::lock_guard lock(mutex_);
        news_ = true;
        wake_.notify_all();
    });
    thread_ = std::thread([this] {
        std::unique_lock lock(mutex_);
        while (!stopping_) {
            news_ = false;
            lock.unlock();
            indexer_.finish();
            topics_.finish();
            lock.lock();
            wake_.wait(lock, [&] { return stopping_ || news_; });
        }
    });
}

Following::~Following() {
    hears_.reset();
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
        wake_.notify_all();
    }
    thread_.join();
}

Rooms::Rooms(store::Store& store, store::Indexer& indexer, store::Search& search, Random& random,
             net::GuardRules rules)
    : folder(fs::temp_directory_path() /
             ("rapport_api_" + std::to_string(::getpid()) + "_" + store.ids.next().text())),
      means{store, random, seal, passwords},
      files(folder / "files"),
      trust(options(std::move(rules))),
      http(net::make_http(trust)),
      mailer(net::make_mailer(trust)),
      surroundings{store.clock, random, *http, *mailer, trust},
      post{store, files, seal, surroundings},
      topics(store),
      following(store, indexer, topics),
      live(store),
      uploads(post, folder / "imports"),
      by_address(store.clock, 0.2, 20),
      by_account(store.clock, 0.1, 8),
      app{store,   accounts, sessions, invitations, keys, idempotency, files,      seal,
          indexer, search,   topics,   post,        live, uploads,     by_address, by_account} {
    app.ready = true;
}

Rooms::~Rooms() {
    uploads.stop();
    live.stop();
    std::error_code ignored;
    fs::remove_all(folder, ignored);
}

void EachApi::SetUp() {
    store::EachStore::SetUp();
    if (IsSkipped()) return;
    rooms = std::make_unique<Rooms>(*house, *indexer, *search, random, rules);
}

void EachApi::TearDown() {
    rooms.reset();
    store::EachStore::TearDown();
}

store::Actor EachApi::found(std::string_view name) {
    std::string text(name), address = "owner@" + text + ".example";
    if (!founder)
        founder =
            rooms->accounts.set_up({"cellar", "Founder", "founder@cellar.example", std::string(password)});
    auto program = store::Actor::system(rooms->accounts.add_workspace(*founder, text).id);
    auto who = rooms->accounts.add_member(program, "Owner of " + text, address, store::Role::owner, password);
    // Nobody sits in two houses.
    rooms->accounts.remove(program, founder->member);
    return {.workspace = program.workspace, .member = who.id, .name = who.name, .role = store::Role::owner};
}

store::Actor EachApi::join(const store::Actor& who, std::string_view name, store::Role role) {
    auto address = fmt::format("{}@{}.example", name, who.workspace.text());
    auto member = rooms->accounts.add_member(who, name, address, role, password);
    return {.workspace = who.workspace, .member = member.id, .name = member.name, .role = role};
}

Caller EachApi::session_of(const store::Actor& actor) {
    return {.name = std::string(store::name(actor.role)),
            .session = rooms->sessions.begin(actor.member, "test"),
            .workspace = actor.workspace.text(),
            .more = {{"Sec-Fetch-Site", "same-origin"}}};
}

net::Response EachApi::send(const Caller& who, net::Method method, std::string path, std::string body) {
    net::Request request{.method = method, .body = std::move(body), .remote = "127.0.0.1", .trace = "test"};
    split_query(request, path);
    request.headers = who.more;
    request.headers.set("Host", "rapport.example");
    if (!who.session.empty()) request.headers.set("Cookie", "rapport_session=" + who.session);
    if (!who.key.empty()) request.headers.set("Authorization", "Bearer " + who.key);
    if (!who.workspace.empty()) request.headers.set("Rapport-Workspace", who.workspace);
    return handle(rooms->app, request);
}

std::vector<std::string> EachApi::dump(Id only) {
    static const auto all = tables();
    return house->read([&](db::Tx& tx) {
        std::vector<std::string> out;
        for (const auto& table : all) {
            bool apart =
                std::find(table.columns.begin(), table.columns.end(), "workspace_id") != table.columns.end();
            if (only && !apart) continue;
            for (auto& row : rows(tx, table, only)) out.push_back(std::move(row));
        }
        std::sort(out.begin(), out.end());
        return out;
    });
}

std::string EachApi::difference(const std::vector<std::string>& before,
                                const std::vector<std::string>& after) {
    std::vector<std::string> changed;
    std::set_symmetric_difference(before.begin(), before.end(), after.begin(), after.end(),
                                  std::back_inserter(changed));
    std::string out;
    for (const auto& row : changed) out += row + "\n";
    return out;
}
}  // namespace api
