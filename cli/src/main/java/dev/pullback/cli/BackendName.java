package dev.pullback.cli;

import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A backend as it is written on a command line: {@code id}, {@code id:device}, {@code id+binding} or
 * {@code id+binding:device}, for example {@code opencl+jocl:nvidia}.
 *
 * @param text what was written
 * @param id the provider's id
 * @param binding the Java binding to use, where the backend has several
 * @param device text that chooses a device; empty for the best
 */
record BackendName(String text, String id, Optional<String> binding, String device) {

    static BackendName parse(String text) {
        int colon = text.indexOf(':');
        String head = (colon < 0 ? text : text.substring(0, colon)).strip();
        String device = colon < 0 ? "" : text.substring(colon + 1).strip();
        int plus = head.indexOf('+');
        String id = plus < 0 ? head : head.substring(0, plus).strip();
        Optional<String> binding = plus < 0
                ? Optional.empty()
                : Optional.of(head.substring(plus + 1).strip());
        if (id.isEmpty() || binding.filter(String::isEmpty).isPresent() || (colon >= 0 && device.isEmpty())) {
            throw new TypeConversionException(
                    "'%s' is not a backend, written id, id:device, id+binding or id+binding:device".formatted(text));
        }
        return new BackendName(text.strip(), id, binding, device);
    }

    /** As the library writes it, without the binding. */
    String withoutBinding() {
        return device.isEmpty() ? id : id + ":" + device;
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<BackendName> {

        @Override
        public BackendName convert(String text) {
            return parse(text);
        }
    }
}
