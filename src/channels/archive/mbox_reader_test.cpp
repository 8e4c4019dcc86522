#include "channels/archive/mbox_reader.hpp"

using namespace channels::archive;

namespace {
std::vector<std::string> mails(std::string text) {
    MboxReader reader(open_text(std::move(text)));
    std::vector<std::string> out;
    while (auto mail = reader.next()) out.push_back(mail->bytes);
    return out;
}
}  // namespace

TEST(MboxReader, splits_at_lines_that_begin_a_mail) {
    EXPECT_EQ(mails("From a@x.example Wed Oct 14 06:30:00 2026\nSubject: one\n\nFrom here on\n>From "
                    "there\n>>From far\n\n"
                    "From b@x.example Wed Oct 14 06:31:00 2026\nSubject: two\n\ntext\n"),
              (std::vector<std::string>{"Subject: one\n\nFrom here on\nFrom there\n>From far\n\n",
                                        "Subject: two\n\ntext\n"}));
}

TEST(MboxReader, a_from_line_inside_a_paragraph_is_text) {
    EXPECT_EQ(
        mails("From a@x.example Wed Oct 14 06:30:00 2026\nA: b\n\ntext\nFrom me at 10:30 to you\n").size(),
        1u);
}

TEST(MboxReader, believes_a_content_length_that_fits) {
    std::string body = "text\n\nFrom x@y.example Wed Oct 14 06:30:00 2026\nstill text\n";
    auto all =
        mails("From a@x.example Wed Oct 14 06:30:00 2026\nContent-Length: " + std::to_string(body.size()) +
              "\n\n" + body + "\nFrom b@x.example Wed Oct 14 06:31:00 2026\nA: b\n\nsecond\n");
    ASSERT_EQ(all.size(), 2u);
    EXPECT_TRUE(all[0].ends_with("still text\n"));
    EXPECT_EQ(all[1], "A: b\n\nsecond\n");
}

TEST(MboxReader, does_not_believe_a_content_length_that_does_not_fit) {
    auto all = mails(
        "From a@x.example Wed Oct 14 06:30:00 2026\nContent-Length: 3\n\nfirst mail\n\n"
        "From b@x.example Wed Oct 14 06:31:00 2026\nContent-Length: 99999\n\nsecond\n");
    ASSERT_EQ(all.size(), 2u);
    EXPECT_TRUE(all[0].ends_with("first mail\n\n"));
}

TEST(MboxReader, a_single_mail_without_a_from_line_is_read) {
    EXPECT_EQ(mails("Subject: x\r\n\r\ntext\r\n"), std::vector<std::string>{"Subject: x\r\n\r\ntext\r\n"});
    EXPECT_TRUE(mails("").empty());
    EXPECT_TRUE(mails("\n\n").empty());
}
