package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.jr.ob.JSON;

class JsonTest {

    @Test
    void numbersKeepTheirBits() {
        double loss = Math.nextUp(2.0 / 3);

        assertEquals(
                List.of(loss),
                JSON.std.mapFrom(Json.write(Map.of("losses", List.of(loss)))).get("losses"));
    }

    @Test
    void whatJsonHasNoNumberForBecomesText() {
        Map<String, Object> read = JSON.std.mapFrom(Json.write(Map.of("a", Double.NaN, "b", Double.POSITIVE_INFINITY)));

        assertEquals("NaN", read.get("a"));
        assertEquals("Infinity", read.get("b"));
    }

    @Test
    void textSurvivesWhateverTheEncoding() {
        String text = Json.write(Map.of("device", "Grafikkarte \u00fc \"1\"\n"));

        assertTrue(text.chars().allMatch(c -> c < 128), text);
        assertEquals("Grafikkarte \u00fc \"1\"\n", JSON.std.mapFrom(text).get("device"));
    }
}
