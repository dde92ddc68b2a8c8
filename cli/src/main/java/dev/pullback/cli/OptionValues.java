package dev.pullback.cli;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.network.layer.Activation;
import dev.pullback.network.loss.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What the values of options may be, checked while the command line is read. */
final class OptionValues {

    private OptionValues() {}

    /** One of several names, as it is written on a command line. */
    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** A switch with two positions; picocli takes the names in upper and lower case. */
    enum Switch {
        ON,
        OFF
    }

    /** A whole number of at least 1. */
    static final class Count implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String text) {
            return count(text.strip(), "'%s' is not a whole number from 1 to 2147483647".formatted(text));
        }
    }

    /** A positive, finite number. */
    static final class Rate implements ITypeConverter<Double> {

        @Override
        public Double convert(String text) {
            var refusal = new TypeConversionException("'%s' is not a positive number such as 0.1".formatted(text));
            try {
                double value = Double.parseDouble(text);
                if (value > 0 && Double.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException notANumber) {
                refusal.addSuppressed(notANumber);
            }
            throw refusal;
        }
    }

    /** Units of each hidden layer. */
    record Sizes(List<Integer> units) {
        Sizes {
            units = List.copyOf(units);
        }
    }

    /** The sizes of the hidden layers: {@code 64,64}, or {@code none}. */
    static final class LayerSizes implements ITypeConverter<Sizes> {

        @Override
        public Sizes convert(String text) {
            List<Integer> units = new ArrayList<>();
            if (!text.strip().equals("none")) {
                for (String size : text.split(",", -1)) {
                    units.add(count(
                            size.strip(),
                            "'%s' is not a list of layer sizes such as 64,64 (or none): '%s' is not a whole number from 1"
                                    .formatted(text, size)));
                }
            }
            return new Sizes(units);
        }
    }

    /** An activation by name. */
    static final class Activations implements ITypeConverter<Activation> {

        @Override
        public Activation convert(String text) {
            try {
                return Activation.named(text);
            } catch (ConfigurationException unknown) {
                throw refusal(unknown);
            }
        }
    }

    /** A loss by name. */
    static final class Losses implements ITypeConverter<Loss> {

        @Override
        public Loss convert(String text) {
            try {
                return Loss.named(text);
            } catch (ConfigurationException unknown) {
                throw refusal(unknown);
            }
        }
    }

    private static int count(String text, String complaint) {
        var refusal = new TypeConversionException(complaint);
        try {
            int value = Integer.parseInt(text);
            if (value >= 1) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            refusal.addSuppressed(notANumber);
        }
        throw refusal;
    }

    private static TypeConversionException refusal(ConfigurationException cause) {
        var refusal = new TypeConversionException(cause.getMessage());
        refusal.addSuppressed(cause);
        return refusal;
    }
}
