package io.blick.core.width;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same bits in 16, 8 and 4 lanes and in none, without C2, without fused multiply-add, and on
 * every processor: the digests are constants. Who changes a rule of additions (docs/numerics.md)
 * changes them, and copies the new ones from what the failed test says that it got.
 */
class SameBitsTest {
  private static final String EXPECTED = """
      linear    137a7d3b1809eed352f40140da88d866b04d5c9e5c103450f764306e968b4101
      blocks    0c77d6d283f47f869fe30ee3f00c985dd452d036ebbcbd9cde14ce78f39df0a6
      add       9bb9cf04c1c87e757b91c85580ea8803f6d6f9db9544f0d3a5ac92e711508c12
      multiply  058b7593fdd571af79900efa8491d41234569aa31bad9f863085617d2c0d6b80
      scale     17cc0230aed79f28398bc9ea3894a90c02a37d4ecb3f78f37ba8bb263ec98be8
      softCap   16b4b4494d79dd7869fa70254d1e72c35fdad76ac3c1f3aa252ac8ad4a6d1ce0
      layerNorm 2bd56a53cb55225433460493da7db2c124768ffd8ee30b311636d4e048e505fd
      rmsNorm   c24be6bff07108c8d58020da56e0b3329cddd9b7d8638df815e826ba3a984279
      rotate    ac14954d274f57c430dfa239acbad0a249459cb03ac0a29994f2b5412f283613
      rotate 2i 00d31b93c2901d757e184f16786a1500fc9f1f6ae4c7e534959e72b1e3ff832f
      gelu      cc54503233a4ff0657b66629ed0ff19d2d7c334e59b9dd06e84b2680e4da5266
      gelu tanh ab37e8fc190f7463c38ff5a8825c7f86ab67189c163cc5df61b1ad9246ebf236
      relu      31717d46617564388906d38203982853f31047287cd9f8bf1d8a5cc05f348379
      silu      12a8a39609d464b305fce517a666f303e74806af67206a0f2db5cffff4b6c300
      tanh      eaff69c9210daa8f13315d32459b60ca96d695447ec935900cf9bdc148e7dbce
      softmax   fb832673c186fd75a971d9c824883fde9aa14a8e697cfe9f81c453e0117eaac0
      unit      6c72d9021e4dae302bdf380678c55daa18abb4b9066a8da4022d8827f5794832
      mean      2ad11f62570012c148460aa988033000ba10f3adbe331ab743f55c0e42607078
      attention d5e7114c1175a716447d541050a1a0e5d7b252e331428d8093a01b56a1282e5f
      statistic 091eea03bc412d39d41450006b203b6a14b01da30bc98ed770166489eacafd61
      """;

  @ParameterizedTest
  @EnumSource
  void every_operation_gives_the_same_bits(Width width) throws IOException, InterruptedException {
    assertThat(width.run()).isEqualTo(EXPECTED);
  }
}
