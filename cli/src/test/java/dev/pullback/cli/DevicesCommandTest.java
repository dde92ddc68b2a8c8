package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DevicesCommandTest {

    @Test
    void listsEveryProviderWithItsDevices() {
        List<Map<String, Object>> backends = Invocation.objects(
                Invocation.of("devices", "--json").succeeded().json(), "backends");

        for (String id : List.of("reference", "cpu", "opencl")) {
            Map<String, Object> backend = backends.stream()
                    .filter(entry -> entry.get("backend").equals(id))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(id + " in " + backends));
            assertEquals("available", backend.get("verdict"), backend.toString());
            for (Map<String, Object> device : Invocation.objects(backend, "devices")) {
                assertFalse(((String) device.get("name")).isBlank(), device.toString());
                assertFalse(((String) device.get("details")).isBlank(), device.toString());
            }
        }
    }

    @Test
    void saysWhichOneIsTakenUnasked() {
        String out = Invocation.of("devices").succeeded().out();

        assertTrue(out.contains("cpu: available (priority 50)"), out);
        assertTrue(out.matches("(?s).*Without --backend, '\\w+' is used\\.\\s*"), out);
    }
}
