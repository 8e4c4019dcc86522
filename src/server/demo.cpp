#include <cmath>

#include <fmt/format.h>

#include "api/visits.hpp"
#include "courier/intake.hpp"
#include "inbox/actions.hpp"
#include "inbox/list.hpp"
#include "server/commands.hpp"
#include "server/house.hpp"
#include "server/story.hpp"
#include "store/identities.hpp"
#include "store/topics.hpp"

namespace server {
namespace {
constexpr const char* owner_email = "mara@maison-antoinette.example";
constexpr const char* owner_password = "let-them-have-bread";

struct Places {
    std::map<Door, Id> channel;
};

// The other side of a channel of the demo: what is sent arrives, and now and then somebody writes.
class StoryConnector final : public channels::Connector {
public:
    StoryConnector(Door door, const Clock& clock, double speed) : door_(door), clock_(clock), speed_(speed) {}

    channels::Batch next(const channels::Cursor& since) override {
        std::uint64_t n = since.text.empty() ? 1 : std::stoull(since.text);
        channels::Batch batch;
        if (!pause() || speed_ <= 0) {
            batch.next = since;
            return batch;
        }
        auto told = next_chapter(n, clock_.now());
        if (told.door == door_) batch.items.push_back(std::move(told.item));
        batch.next.text = std::to_string(n + 1);
        return batch;
    }
    channels::Receipt send(const model::Outgoing& out) override {
        return {channels::Receipt::State::sent, "demo-" + out.idempotency_key, "", ""};
    }
    channels::Sighting look_for(const model::Outgoing&) override { return channels::Sighting::found; }
    std::vector<model::Inbound> probe(std::size_t) override { return {}; }
    void stop() override {
        std::lock_guard lock(mutex_);
        stopped_ = true;
        wake_.notify_all();
    }

private:
    bool pause() {
        auto ms = speed_ > 0 ? static_cast<std::int64_t>(7'000 / speed_) : std::int64_t{60'000};
        std::unique_lock lock(mutex_);
        return !wake_.wait_for(lock, std::chrono::milliseconds(ms), [&] { return stopped_; });
    }

    const Door door_;
    const Clock& clock_;
    const double speed_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopped_ = false;
};

store::Actor open_bakery(Ground& ground) {
    auto mara = ground.accounts.set_up({"Maison Antoinette", "Mara Lindqvist", owner_email, owner_password});
    ground.accounts.add_member(mara, "Ines Fontaine", "ines@maison-antoinette.example", store::Role::agent,
                               owner_password);
    ground.accounts.add_member(mara, "Tom Okonkwo", "tom@maison-antoinette.example", store::Role::agent,
                               owner_password);
    return mara;
}

json::object window_options() {
    return {{"pages", "https://www.maison-antoinette.example"},
            {"title", "Maison Antoinette"},
            {"greeting", "Bread, cakes, or something went wrong? Ask us."},
            {"colour", "#7a3e12"},
            {"hours", "Mo-Sa 6:00-19:00, Su 7:00-12:00"},
            {"zone", "Europe/Paris"},
            {"answer_minutes", "10"},
            {"mail_channel", "hello@maison-antoinette.example"}};
}

Places open_doors(Ground& ground, const store::Actor& mara) {
    return ground.store.change(mara, [](store::Change& change) {
        auto add = [&](std::string network, std::string name, bool imported) {
            store::Channel made;
            made.network = std::move(network), made.name = std::move(name), made.imported = imported;
            return store::add_channel(change, made);
        };
        Places places;
        places.channel[Door::mail] = add("email", "hello@maison-antoinette.example", false);
        places.channel[Door::town] = add("mastodon", "@antoinette@town.example", false);
        places.channel[Door::blog] = add("feed", "Crumbs & Letters", false);
        places.channel[Door::counter] = store::import_channel(change, "note", "Notes");
        store::Channel window;
        window.network = "chat", window.name = "Chat on our page", window.options = window_options();
        places.channel[Door::window] = store::add_channel(change, window);
        return places;
    });
}

void tell_story(Ground& ground, const Places& places, const store::Actor& mara) {
    courier::Intake intake(ground.store, ground.files);
    std::map<Door, channels::Batch> batches;
    for (auto& told : story(ground.clock.now())) batches[told.door].items.push_back(std::move(told.item));
    for (auto& [door, batch] : batches)
        intake.take(mara, places.channel.at(door), std::move(batch), {}, ground.ids.next());
}

std::vector<store::Member> team(Ground& ground, Id workspace) {
    return ground.accounts.members(workspace);
}

// What the team has done so far: what was answered is closed, the rest is partly in somebody's hands.
void do_the_work(Ground& ground, const store::Actor& mara) {
    auto rows = ground.store.index.read([&](db::Tx& index) {
        inbox::Filter all;
        all.view = inbox::View::all, all.limit = 10'000;
        return inbox::list(index, mara.workspace, all, ground.clock.now()).rows;
    });
    auto members = team(ground, mara.workspace);
    ground.store.change(mara, [&](store::Change& change) {
        std::size_t n = 0;
        for (const auto& row : rows) {
            ++n;
            if (row.last_direction == "outbound")
                inbox::close(change, row.conversation, "Answered.");
            else if (n % 5 == 0)
                inbox::assign(change, row.conversation, members[n % members.size()].id,
                              members[n % members.size()].name);
            else if (n % 17 == 0)
                inbox::snooze(change, row.conversation, change.at + day_ms);
            if (row.last_text.find("order") != std::string::npos)
                inbox::label(change, row.conversation, "order");
            if (row.last_text.find("bread") != std::string::npos && n % 2 == 0)
                inbox::label(change, row.conversation, "bread shortage");
        }
    });
}

void name_the_donor(Ground& ground, const store::Actor& mara) {
    ground.store.change(mara, [](store::Change& change) {
        auto zoe = store::identity(change.tx, change.workspace, "email", "zoe.novak@neighbours.example");
        auto person = zoe ? store::person(change.tx, change.workspace, zoe->person) : std::nullopt;
        if (!person) return;
        person->roles = {"customer", "donor"};
        store::change_person(change, *person);
    });
}
// What the bakery listens for: the shortage, in the languages of the quarter, and where it may come from.
void make_topics(Ground& ground, const store::Actor& mara) {
    auto owner = team(ground, mara.workspace).back().id;
    ground.store.change(mara, [&](store::Change& change) {
        store::add_topic(change, {.name = "Bread runs short",
                                  .query = "\"no bread\" OR \"without bread\" OR \"sold out\" OR (bread "
                                           "(queue OR shelf OR loaves)) OR \"kein brot\" OR \"plus de "
                                           "pain\" OR \"otra vez sin pan\" OR \"нет хлеба\" OR \"لا "
                                           "خبز\" OR パン",
                                  .goal = "Know that people go home without bread before the queue does, "
                                          "and say in the morning how many loaves there are.",
                                  .owner = mara.member,
                                  .review_on = change.at + 30 * day_ms});
        store::add_topic(change, {.name = "Mill, flour and oven",
                                  .query = "mill OR flour OR oven OR ofen OR harina OR farine",
                                  .goal = "Hear of it when somebody can help.",
                                  .owner = owner,
                                  .review_on = change.at - day_ms});
    });
    ground.topics->finish();
}
}  // namespace

int demo(const std::string& listen, double speed) {
    Signals signals;
    SystemClock clock;
    auto ground = Ground::in_memory(clock);
    auto mara = open_bakery(*ground);
    auto places = open_doors(*ground, mara);
    std::map<Id, Door> door_of;
    for (auto [door, id] : places.channel) door_of[id] = door;
    ground->post.opener = [&, door_of](const store::Channel& channel) {
        return std::make_unique<StoryConnector>(door_of.at(channel.id), clock, speed);
    };
    tell_story(*ground, places, mara);
    ground->indexer->finish();
    do_the_work(*ground, mara);
    name_the_donor(*ground, mara);
    make_topics(*ground, mara);
    ground->indexer->finish();
    Settings settings;
    settings.listen = listen;
    House house(*ground, settings);
    auto window = api::door_key(mara.workspace, places.channel.at(Door::window),
                                ground->accounts.signing_key(mara.workspace));
    fmt::print(
        "The demo is at http://{0}:{1}\nLog in as {2} with the password {3}\nThe bakery's chat window is at "
        "http://{0}:{1}/chat/{4}/try\nNothing of it is kept.\n",
        address(listen).host, house.port(), owner_email, owner_password, window);
    std::fflush(stdout);
    signals.wait();
    return 0;
}
}  // namespace server
