import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findVersionFault } from '../../domain/library/check-asset.ts';
import { readPriceSeed } from './price-seed.ts';
import { sampleModels } from './sample-catalogue.ts';
import { SAMPLE_PEOPLE } from './sample-directory.ts';
import { SAMPLE_ASSET_VERSIONS, SAMPLE_ASSETS } from './sample-library.ts';
import { SAMPLE_USE_CASES } from './sample-use-cases.ts';

test('every sample of the library could have been published by the product itself', () => {
  const models = new Set(sampleModels(readPriceSeed()).map(({ id }) => id));
  for (const asset of SAMPLE_ASSETS) {
    const versions = SAMPLE_ASSET_VERSIONS.filter(({ assetId }) => assetId === asset.id);
    assert.equal(versions.length, 1, asset.id);
    assert.ok(SAMPLE_PEOPLE.some(({ id }) => id === asset.ownerPersonId));
    const useCase = SAMPLE_USE_CASES.find(({ id }) => id === asset.useCaseId);
    for (const version of versions) {
      assert.equal(findVersionFault(asset.kind, version), undefined, asset.id);
      assert.ok(useCase?.allowedDataClasses.includes(version.dataClassMax), asset.id);
      const { recommendedModel } = version;
      if (recommendedModel === null) continue;
      assert.ok(models.has(recommendedModel) && useCase?.modelStack.includes(recommendedModel), asset.id);
    }
  }
});
