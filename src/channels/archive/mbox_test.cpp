#include "base/error.hpp"
#include "channels/archive/open.hpp"
#include "channels/archive/scratch_test.hpp"

using namespace channels;
using namespace channels::archive;

TEST(Mbox, mails_become_messages_and_ours_are_outbound) {
    Scratch scratch;
    auto file = scratch.write(
        "town.mbox",
        "From ana@town.example Wed Oct 14 06:30:00 2026\n"
        "From: Ana <ana@town.example>\nTo: bonjour@maison.example\nMessage-ID: <1@town.example>\n"
        "Date: Wed, 14 Oct 2026 06:30:00 +0000\nSubject: Rye\n\nIs there any?\n\n"
        "From bonjour@maison.example Wed Oct 14 07:30:00 2026\n"
        "From: bonjour@maison.example\nTo: ana@town.example\nMessage-ID: <2@maison.example>\n"
        "In-Reply-To: <1@town.example>\nDate: Wed, 14 Oct 2026 07:30:00 +0000\nSubject: Re: Rye\n\nYes.\n");
    auto all = read_all("mbox", {file}, {{}, "Bonjour@maison.example"}).messages;
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].author.handle, "ana@town.example");
    EXPECT_EQ(all[0].direction, model::Direction::inbound);
    EXPECT_EQ(all[1].direction, model::Direction::outbound);
    EXPECT_EQ(all[1].reply_to, std::vector<std::string>{all[0].remote_id});
}

TEST(Mbox, a_file_without_mail_is_named) {
    Scratch scratch;
    auto all = read_all("mbox", {scratch.write("empty.mbox", "\n")});
    ASSERT_EQ(all.refused.size(), 1u);
    EXPECT_EQ(all.refused[0].why, "there is no mail in it");
    EXPECT_THROW(format("mbox")->open({scratch.path()}, {}), Error);
}
