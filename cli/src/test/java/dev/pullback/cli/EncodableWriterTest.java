package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Formulas on terminals of every encoding. */
class EncodableWriterTest {

    private static final String FORMULA = "I₃₂ ⊗ Bᵀ, diag(1 − y²) → ∇w ≥ 0.5 é";

    @Test
    void a_terminal_that_knows_the_signs_gets_them() {
        assertEquals(FORMULA, written(StandardCharsets.UTF_8));
    }

    @Test
    void another_gets_words_for_them() {
        assertEquals("I32 (x) B', diag(1 - y^2) -> grad w >= 0.5 ?", written(StandardCharsets.US_ASCII));
        assertEquals("I32 (x) B', diag(1 - y²) -> grad w >= 0.5 é", written(StandardCharsets.ISO_8859_1));
    }

    private static String written(Charset charset) {
        var text = new StringWriter();
        var writer = new PrintWriter(new EncodableWriter(text, charset), true);
        writer.print(FORMULA);
        writer.flush();
        return text.toString();
    }
}
