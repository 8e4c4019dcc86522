#include "text/common_words.hpp"

#include "text/tokens.hpp"

using testing::Contains;
using testing::IsEmpty;

TEST(CommonWords, are_told_with_their_languages) {
    EXPECT_THAT(text::common_in("the"), Contains("en"));
    EXPECT_THAT(text::common_in("und"), Contains("de"));
    EXPECT_THAT(text::common_in("что"), Contains("ru"));
    EXPECT_THAT(text::common_in(text::tokens("Être").at(0).folded), Contains("fr"));
    EXPECT_THAT(text::common_in("war"), testing::AllOf(Contains("de"), testing::Not(Contains("en"))));
}

TEST(CommonWords, are_not_those_that_mean_something) {
    for (auto word : {"bread", "brot", "recall", "хлеб", "面包", ""})
        EXPECT_THAT(text::common_in(word), IsEmpty()) << word;
}
