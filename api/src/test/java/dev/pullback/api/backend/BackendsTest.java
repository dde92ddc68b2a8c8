package dev.pullback.api.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.BackendUnavailableException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding and choosing backends among providers as strangers write them: some work, some are broken in every way. */
class BackendsTest {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @TempDir
    private Path folder;

    private StrangersProviders strangers;

    @BeforeEach
    void compile() throws Exception {
        strangers = StrangersProviders.in(folder);
        Thread.currentThread().setContextClassLoader(strangers.loader());
    }

    @AfterEach
    void restore() throws Exception {
        Thread.currentThread().setContextClassLoader(before);
        System.clearProperty(Backends.PROPERTY);
        strangers.close();
    }

    @Test
    void a_broken_provider_hides_no_other() {
        List<String> available = Backends.list().stream()
                .filter(verdict -> verdict.availability() instanceof Availability.Available)
                .map(Backends.Verdict::id)
                .toList();
        assertEquals(List.of("fast", "slow"), available, "the most preferred first");
    }

    @Test
    void what_is_broken_is_listed_with_its_reason() {
        Map<String, Availability> verdicts = Backends.list().stream()
                .filter(verdict -> !(verdict.availability() instanceof Availability.Available))
                .collect(Collectors.toMap(Backends.Verdict::id, Backends.Verdict::availability, (a, b) -> a));
        assertInstanceOf(Availability.Absent.class, verdicts.get("absent"));
        var unlinked = assertInstanceOf(Availability.Broken.class, verdicts.get("Unlinked"));
        assertTrue(unlinked.reason().contains("no such library"), unlinked::reason);
        var careless = assertInstanceOf(Availability.Broken.class, verdicts.get("careless"));
        assertTrue(careless.reason().contains("probing went wrong"), careless::reason);
        assertInstanceOf(Availability.Broken.class, verdicts.get("unknown"), "an entry that names no class");
    }

    @Test
    void the_best_available_one_is_opened_unless_another_is_named() {
        assertEquals("fast", opened(Backends.open()));
        assertEquals("slow", opened(Backends.open("slow")));
        System.setProperty(Backends.PROPERTY, "slow");
        assertEquals("slow", opened(Backends.open()));
        assertEquals("fast", opened(Backends.open("fast")));
    }

    @Test
    void the_device_behind_the_colon_reaches_the_provider() {
        try (Backend backend = Backends.open("slow:second one")) {
            assertEquals("second one", backend.device().name());
        }
    }

    @Test
    void what_is_asked_for_by_name_is_never_replaced() {
        String absent = refusal("absent");
        assertTrue(absent.contains("no driver") && absent.contains("install one"), absent);
        assertTrue(refusal("careless").contains("probing went wrong"));
        System.setProperty(Backends.PROPERTY, "absent");
        assertThrows(BackendUnavailableException.class, Backends::open);
    }

    @Test
    void an_unknown_name_is_answered_with_the_known_ones() {
        String message = refusal("cuda");
        assertTrue(message.contains("'cuda'"), message);
        for (String known : List.of("fast", "slow", "absent", "no driver")) {
            assertTrue(message.contains(known), () -> known + " in: " + message);
        }
    }

    private static String opened(Backend backend) {
        try (backend) {
            return backend.id();
        }
    }

    private static String refusal(String name) {
        return assertThrows(BackendUnavailableException.class, () -> Backends.open(name))
                .getMessage();
    }
}
