package dev.pullback.cpu.warm;

import dev.pullback.api.error.ConfigurationException;
import java.util.Arrays;
import java.util.Locale;

/** Which of two forms of a kernel runs: system property {@value #PROPERTY}. */
enum KernelChoice {
    /** Plain loops until vector code is warm. */
    WARM,
    /** Always vector code. */
    VECTOR,
    /** Always plain loops. */
    PLAIN;

    static final String PROPERTY = "pullback.cpu.kernels";

    /** @throws ConfigurationException if the text is none of the choices */
    static KernelChoice of(String text) {
        return Arrays.stream(values())
                .filter(choice -> choice.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        "System property %s wants warm, vector or plain, not '%s'".formatted(PROPERTY, text)));
    }
}
