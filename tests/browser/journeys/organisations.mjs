// An organisation joins, is listed, gets an expert; the expert decides whether the name is shown.

import assert from 'node:assert/strict';
import { mainText, sees, signIn, unique } from '../people.mjs';

export const tests = {
  'an organisation joins and its expert stays unnamed until they choose': {
    timeout: 180_000,
    run: async (t) => {
      const name = unique('Pavyzdinis klubas');
      const applicant = await t.page({ width: 360, js: false });
      await signIn(applicant, 'danute');
      await applicant.goto('/lt/organisations');
      await applicant.locator('a.button[href="/lt/organisations/new"]').click();
      await applicant.locator('select[name=kind]').selectOption('ngo');
      await applicant.locator('input[name=name_lt]').fill(name);
      await applicant.locator('input[name=areas][value=housing]').check();
      await applicant.locator('input[name=website]').fill('klubas.example.org');
      t.allow(/status of 422/);
      await applicant.locator('textarea[name=why]').fill('Trumpai.');
      await applicant.locator('main form button').first().click();
      sees(await mainText(applicant), 'Kodėl norite prisijungti');
      assert.equal(await applicant.locator('input[name=name_lt]').inputValue(), name, 'what was typed stays');
      await applicant.locator('textarea[name=why]').fill('Padedame kaimynams nuo 2019 metų.');
      await applicant.locator('main form button').first().click();
      await applicant.waitForURL(/\/lt\/organisations\/pavyzdinis-klubas/);
      sees(await mainText(applicant), 'Prašymas gautas');
      const path = new URL(applicant.url()).pathname;

      const guest = await t.page();
      t.allow(/status of 404/);
      assert.equal((await guest.goto(path)).status(), 404, 'nobody else sees it yet');

      const admin = await t.page();
      await signIn(admin, 'admin');
      await admin.goto('/lt/admin/organisations');
      await admin.getByRole('link', { name }).click();
      const place = new URL(admin.url()).pathname;
      await admin.locator('form[action$="/decision"] button').click();
      sees(await mainText(admin), 'Organizacija įtraukta į sąrašą');
      await admin.goto(`${place}/experts`);
      await admin.locator('input[name=member]').fill('Rasa Demonstraitė');
      await admin.locator('input[name=areas][value=housing]').check();
      await admin.locator('input[name=languages][value=lt]').check();
      await admin.locator('form[action$="/experts"] button').click();
      sees(await mainText(admin), 'vardas viešai nerodomas');
      await t.axe(admin);

      await guest.goto(path);
      sees(await mainText(guest), 'Danutė Kaimynė');
      sees(await mainText(guest), 'Dar 1 ekspertas atsako savo vardo nerodydamas');
      assert.ok(!(await guest.content()).includes('Demonstraitė'));
      await t.axe(guest);

      const expert = await t.page({ width: 360 });
      await signIn(expert, 'rasa');
      await expert.goto('/lt/settings/expert');
      await t.axe(expert);
      await expert.locator('form[action$="/name"] button').click();
      sees(await mainText(expert), 'Jūsų vardas rodomas');
      await guest.reload();
      sees(await mainText(guest), 'Rasa Demonstraitė');

      await applicant.goto('/lt/inbox');
      sees(await mainText(applicant), 'Jūsų organizacija įtraukta į sąrašą');

      // Leaves the demonstration's directory as it was.
      await admin.goto(place);
      await admin.locator('form[action$="/withdrawal"] textarea').fill('Žurnalo bandymas baigtas.');
      await admin.locator('form[action$="/withdrawal"] button').click();
      sees(await mainText(admin), 'išbraukta');
      assert.equal((await guest.reload()).status(), 404);
    },
  },
};
