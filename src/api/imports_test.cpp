#include <fstream>

#include "api/test_world.hpp"
#include "channels/archive.hpp"

namespace api {
namespace {
class Imports : public EachApi {
protected:
    void SetUp() override {
        EachApi::SetUp();
        if (IsSkipped()) return;
        owner = found("bakery");
        caller = session_of(owner);
    }

    std::string upload(const std::string& csv) {
        auto response = send(caller, net::Method::post, "/api/imports?format=posts-csv&name=posts.csv", csv);
        EXPECT_EQ(response.status, 201) << response.body;
        return json::text(content(response), "id");
    }
    json::value show(const std::string& id) { return content(get(caller, "/api/imports/" + id)); }
    // How it is when nobody works on it any more.
    json::value settled(const std::string& id) {
        for (int i = 0; i < 2'000; ++i) {
            auto now = show(id);
            auto state = json::text(now, "state");
            if (state != "running" && state != "checking" && state != "undoing") return now;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        ADD_FAILURE() << "still at work";
        return show(id);
    }
    json::value run(const std::string& id, bool dry = false) {
        json::object body{{"columns", columns}};
        body["dry_run"] = dry;
        auto response = send(caller, net::Method::post, "/api/imports/" + id + "/start", body);
        EXPECT_EQ(response.status, 202) << response.body;
        return settled(id);
    }
    static std::int64_t number(const json::value& import, const char* key) {
        return import.at(key).to_number<std::int64_t>();
    }
    // All that an import may change for good is that it was there.
    std::vector<std::string> truth() {
        auto all = dump();
        std::erase_if(all, [](const std::string& row) {
            for (auto table :
                 {"event |", "audit |", "import_run |", "idempotency |", "session |", "member |"})
                if (row.starts_with(table)) return true;
            return false;
        });
        return all;
    }

    store::Actor owner;
    Caller caller;
    json::object columns{
        {"id", "id"}, {"author", "who"}, {"text", "text"}, {"time", "at"}, {"reply_to", "answers"}};
    const std::string first =
        "id,who,text,at,answers\n"
        "1,ana,The rye is gone,2026-03-01T08:00:00Z,\n"
        "2,ben,Again?,2026-03-01T08:05:00Z,1\n"
        "9,cleo,I wait for it,2026-03-01T08:06:00Z,7\n";
    const std::string second =
        "id,who,text,at,answers\n"
        "3,ana,Yes again,2026-03-01T09:00:00Z,2\n"
        "7,dora,When is it back?,2026-03-01T09:00:00Z,\n"
        "8,\"eva, of the market\",Nobody knows,2026-03-01T09:01:00Z,\n"
        ",ana,,not a time,\n"
        "10,fay,broken,=today,\n";
};
RAPPORT_EACH_DATABASE(Imports);

TEST_P(Imports, show_the_first_rows_and_suggest_the_columns) {
    auto seen = show(upload(first));
    EXPECT_EQ(json::text(seen, "state"), "uploaded");
    EXPECT_EQ(seen.at("columns").as_array().size(), 5u);
    EXPECT_EQ(seen.at("rows").as_array().size(), 3u);
    EXPECT_EQ(json::text(seen.at("suggestion"), "text"), "text");
    std::string long_one = "id,who,text,at\n";
    for (int i = 0; i < 50; ++i) long_one += fmt::format("{},ana,hello,2026-03-01T08:00:00Z\n", i);
    EXPECT_EQ(show(upload(long_one)).at("rows").as_array().size(), 20u);
}

TEST_P(Imports, try_without_writing) {
    auto id = upload(first);
    auto before = truth();
    auto tried = run(id, true);
    EXPECT_EQ(json::text(tried, "state"), "checked");
    EXPECT_EQ(number(tried, "added"), 3);
    EXPECT_EQ(difference(before, truth()), "");
    EXPECT_EQ(json::text(tried.at("chosen"), "author"), "who") << "the choice is remembered";
    EXPECT_EQ(number(run(id), "added"), 3);
}

TEST_P(Imports, say_what_is_wrong_with_the_columns_before_anything_runs) {
    auto id = upload(first);
    auto response = send(caller, net::Method::post, "/api/imports/" + id + "/start",
                         json::object{{"columns", {{"text", "no such column"}}}});
    EXPECT_EQ(response.status, 400) << response.body;
    EXPECT_EQ(json::text(show(id), "state"), "uploaded");
}

TEST_P(Imports, name_every_refused_line_in_a_file) {
    auto id = upload(second);
    auto done = run(id);
    EXPECT_EQ(json::text(done, "state"), "done");
    EXPECT_EQ(number(done, "added"), 3) << json::serialize(done);
    EXPECT_EQ(number(done, "refused"), 2) << json::serialize(done);
    auto response = get(caller, "/api/imports/" + id + "/refusals");
    EXPECT_EQ(response.status, 200);
    std::ifstream in(response.file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    ASSERT_EQ(lines.size(), 3u);
    EXPECT_EQ(lines[0], "place,reason\r");
    EXPECT_NE(lines[1].find("5"), std::string::npos) << lines[1];
    EXPECT_NE(lines[2].find("6"), std::string::npos) << lines[2];
}

TEST_P(Imports, undo_as_if_it_had_never_been) {
    auto empty = truth();
    auto only = upload(second);
    run(only);
    EXPECT_NE(difference(empty, truth()), "");
    EXPECT_EQ(send(caller, net::Method::del, "/api/imports/" + only).status, 202);
    EXPECT_EQ(json::text(settled(only), "state"), "undone");
    EXPECT_EQ(difference(empty, truth()), "");

    run(upload(first));
    auto before = truth();
    auto id = upload(second);
    EXPECT_EQ(number(run(id), "added"), 3);
    EXPECT_EQ(send(caller, net::Method::del, "/api/imports/" + id).status, 202);
    EXPECT_EQ(json::text(settled(id), "state"), "undone");
    EXPECT_EQ(difference(before, truth()), "");
    EXPECT_TRUE(std::filesystem::is_empty(rooms->folder / "imports") ||
                get(caller, "/api/imports/" + id + "/refusals").status == 404);
}

TEST_P(Imports, take_the_same_again_after_an_undo) {
    auto id = upload(first);
    run(id);
    send(caller, net::Method::del, "/api/imports/" + id);
    settled(id);
    EXPECT_EQ(number(run(upload(first)), "added"), 3);
}

TEST_P(Imports, keep_whom_a_member_did_something_about) {
    auto id = upload(first);
    run(id);
    auto person = house->read([&](db::Tx& tx) {
        return tx.one("SELECT id FROM person WHERE workspace_id = $1 AND name = 'ana'", owner.workspace)
            ->id(0);
    });
    auto changed = send(caller, net::Method::patch, "/api/people/" + person.text(),
                        json::object{{"note", "Buys rye on Tuesdays"}});
    ASSERT_EQ(changed.status, 200) << changed.body;
    send(caller, net::Method::del, "/api/imports/" + id);
    settled(id);
    auto left = house->read([&](db::Tx& tx) {
        return tx.query("SELECT name FROM person WHERE workspace_id = $1", owner.workspace);
    });
    ASSERT_EQ(left.size(), 1u);
    EXPECT_EQ(left[0].text(0), "ana");
}

TEST_P(Imports, can_be_undone_for_a_day_only) {
    auto id = upload(first);
    run(id);
    clock.advance(day_ms + 1);
    caller = session_of(owner);
    EXPECT_EQ(send(caller, net::Method::del, "/api/imports/" + id).status, 410);
}

TEST_P(Imports, cut_off_by_a_crash_say_so_and_run_again_without_doubling) {
    auto id = upload(first);
    // What a crash leaves: half of it is here, and the state says that somebody is at work.
    house->change(owner, [&](store::Change& change) {
        auto import = *store::import_run(change.tx, change.workspace, *Id::parse(id));
        import.state = "running";
        store::save_import(change, import);
    });
    const auto* format = channels::format("posts-csv");
    auto half = rooms->folder / "half.csv";
    std::ofstream(half) << first.substr(0, first.find("2,ben"));
    channels::ArchiveOptions options{
        {{"id", "id"}, {"author", "who"}, {"text", "text"}, {"time", "at"}, {"reply_to", "answers"}}, ""};
    courier::import_files(rooms->post, owner, *format, {half.string()}, options, courier::Trial::real,
                          *Id::parse(id), {});

    rooms->uploads.resume();
    auto broken = show(id);
    EXPECT_EQ(json::text(broken, "state"), "interrupted");
    EXPECT_NE(json::text(broken, "error").find("run it again"), std::string::npos);
    auto done = run(id);
    EXPECT_EQ(json::text(done, "state"), "done");
    EXPECT_EQ(number(done, "added"), 3);
    EXPECT_EQ(number(done, "existing"), 0);
    EXPECT_EQ(house->read([&](db::Tx& tx) { return store::brought_by(tx, owner.workspace, *Id::parse(id)); }),
              3);
    EXPECT_TRUE(done.at("error").is_null());
}

TEST_P(Imports, go_on_with_an_undo_that_a_crash_cut_off) {
    auto before = truth();
    auto id = upload(first);
    run(id);
    house->change(owner, [&](store::Change& change) {
        auto import = *store::import_run(change.tx, change.workspace, *Id::parse(id));
        import.state = "undoing";
        store::save_import(change, import);
        store::take_back(change, import.id, 1);
    });
    rooms->uploads.resume();
    EXPECT_EQ(json::text(settled(id), "state"), "undone");
    EXPECT_EQ(difference(before, truth()), "");
}

TEST_P(Imports, let_only_an_admin_send_more_than_a_document) {
    net::Request request{
        .method = net::Method::post, .path = "/api/imports", .remote = "127.0.0.1", .trace = "test"};
    EXPECT_EQ(admit(rooms->app, request).refusal->status, 401);
    auto asked = [&](const Caller& who, const char* path) {
        request.path = path;
        request.headers = who.more;
        request.headers.set("Cookie", "rapport_session=" + who.session);
        return admit(rooms->app, request);
    };
    auto viewer_session = session_of(join(owner, "visitor", store::Role::viewer));
    EXPECT_EQ(asked(viewer_session, "/api/imports").refusal->status, 403);
    EXPECT_EQ(asked(viewer_session, "/api/attachments").refusal->status, 403);
    auto open = asked(caller, "/api/imports");
    EXPECT_FALSE(open.refusal);
    EXPECT_GT(open.max_body, 32u << 20);
    EXPECT_EQ(open.directory, rooms->uploads.directory());
    EXPECT_EQ(asked(caller, "/api/attachments").max_body, 32u << 20);
    EXPECT_EQ(asked(caller, "/api/people").max_body, largest_document);
    EXPECT_EQ(asked(caller, "/api/people").directory, "");
    EXPECT_EQ(asked(caller, "/nowhere").max_body, largest_document);
}
}  // namespace
}  // namespace api
