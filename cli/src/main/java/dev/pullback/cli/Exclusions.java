package dev.pullback.cli;

import dev.pullback.conformance.kit.Exclusion;
import dev.pullback.conformance.kit.Kit;
import dev.pullback.conformance.kit.Trial;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that leaves trials out, each for a reason. */
final class Exclusions {

    @Option(
            names = "--exclude",
            paramLabel = "ID=REASON",
            converter = Converter.class,
            description = "Leave a trial out, or all whose ids begin so, up to a slash: values/gather/=REASON."
                    + " What is left out is reported with its reason. May be repeated.")
    private List<Exclusion> all = List.of();

    /**
     * Those that leave out some of the chosen trials.
     *
     * @throws dev.pullback.api.error.ConfigurationException if one leaves out no trial at all, chosen or not
     */
    List<Exclusion> of(Kit complete, Kit chosen) {
        for (Exclusion exclusion : all) {
            if (complete.trials().stream().noneMatch(exclusion::covers)) {
                throw Nearest.unknown("trial to exclude", exclusion.id(), ids(complete));
            }
        }
        return all.stream()
                .filter(exclusion -> chosen.trials().stream().anyMatch(exclusion::covers))
                .toList();
    }

    private static List<String> ids(Kit kit) {
        Stream<String> groups = kit.trials().stream()
                .map(trial -> trial.check().label() + "/" + trial.subject() + "/")
                .distinct();
        return Stream.concat(kit.trials().stream().map(Trial::id), groups).toList();
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<Exclusion> {

        @Override
        public Exclusion convert(String text) {
            int equals = text.indexOf('=');
            String id = equals < 0 ? "" : text.substring(0, equals).strip();
            String reason = equals < 0 ? "" : text.substring(equals + 1).strip();
            if (id.isEmpty() || reason.isEmpty()) {
                throw new TypeConversionException(
                        "'%s' is not an id and a reason such as 'values/gather/=see issue 7'".formatted(text));
            }
            return new Exclusion(id, reason);
        }
    }
}
