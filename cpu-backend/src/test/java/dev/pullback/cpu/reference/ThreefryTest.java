package dev.pullback.cpu.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The known answers that the authors of the generator publish for 20 rounds. */
class ThreefryTest {

    @ParameterizedTest
    @CsvSource({
        "00000000, 00000000, 00000000, 00000000, 6b200159, 99ba4efe",
        "ffffffff, ffffffff, ffffffff, ffffffff, 1cb996fc, bb002be7",
        "13198a2e, 03707344, 243f6a88, 85a308d3, c4923a9c, 483df7a0",
    })
    void gives_the_published_words(String k0, String k1, String c0, String c1, String w0, String w1) {
        int[] words = Threefry.block(word(k0), word(k1), word(c0), word(c1));
        assertArrayEquals(new int[] {word(w0), word(w1)}, words);
    }

    private static int word(String hex) {
        return Integer.parseUnsignedInt(hex, 16);
    }
}
