package dev.pullback.examples;

import dev.pullback.api.plan.Step;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which classes there are for a page to name. */
final class Names {

    private Names() {}

    /** Names on the page that no class of this repository has. */
    static List<String> unknown(Page page) throws IOException {
        Set<String> known = new HashSet<>(Sources.ofAllModulesBut(Set.of()).classNames());
        known.addAll(Sources.under("examples/src/test").classNames());
        Stream.of(Step.class.getPermittedSubclasses()).map(Class::getSimpleName).forEach(known::add);
        // Of the JDK, and the cases of Availability.
        known.addAll(Set.of("Math", "Absent", "Broken"));
        return page.typeNames().filter(name -> !known.contains(name)).distinct().toList();
    }
}
