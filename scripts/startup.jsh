// What every conversation with Pullback begins with: ./pullback jshell, and the test that runs the tutorial.

import module java.base;

import dev.pullback.api.backend.*;
import dev.pullback.api.check.*;
import dev.pullback.api.error.*;
import dev.pullback.api.graph.*;
import dev.pullback.api.jacobian.*;
import dev.pullback.api.op.Comparison;
import dev.pullback.api.tensor.*;
import dev.pullback.api.type.*;
import dev.pullback.diagram.*;
import dev.pullback.network.checkpoint.*;
import dev.pullback.network.data.*;
import dev.pullback.network.layer.*;
import dev.pullback.network.loss.*;
import dev.pullback.network.train.*;

import static dev.pullback.api.tensor.Functions.*;
import static dev.pullback.network.layer.Activation.*;

void print(Object value) { System.out.print(value); }
void println() { System.out.println(); }
void println(Object value) { System.out.println(value); }
void printf(String format, Object... values) { System.out.printf(Locale.ROOT, format, values); }
